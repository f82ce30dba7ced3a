/** A constant as a tensor: an operand that does not change. */
template <typename feature_t>
class ConstantTensor
{
private:
    const feature_t *element;
    const int exponent;
    const std::vector<int> shape;
    Tensor<feature_t> output;

public:
    ConstantTensor(const feature_t *element, const int exponent, const std::vector<int> &shape) : element(element), exponent(exponent), shape(shape)
    {
    }

    void build()
    {
        this->output.set_auto_free(false);
        this->output.set_exponent(this->exponent);
        this->output.set_shape(this->shape);
    }

    Tensor<feature_t> &get_output()
    {
        return this->output;
    }

    Tensor<feature_t> &call()
    {
        this->output.set_element((feature_t *)this->element);
        return this->output;
    }
};
