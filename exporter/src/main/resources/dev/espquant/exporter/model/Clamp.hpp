/** Clip: elements between two integers. */
template <typename feature_t>
class Clamp
{
private:
    const feature_t low;
    const feature_t high;
    Tensor<feature_t> output;

public:
    Clamp(const int low, const int high) : low((feature_t)low), high((feature_t)high)
    {
    }

    void build(Tensor<feature_t> &input)
    {
        this->output.set_exponent(input.exponent);
        this->output.set_shape(input.shape);
    }

    Tensor<feature_t> &get_output()
    {
        return this->output;
    }

    Tensor<feature_t> &call(Tensor<feature_t> &input)
    {
        this->output.malloc_element();
        this->output.set_exponent(input.exponent);
        const feature_t *from = input.get_element_ptr();
        feature_t *to = this->output.get_element_ptr();
        const int size = this->output.get_size();
        for (int i = 0; i < size; i++)
        {
            const feature_t raised = from[i] < this->low ? this->low : from[i];
            to[i] = raised > this->high ? this->high : raised;
        }
        return this->output;
    }
};
