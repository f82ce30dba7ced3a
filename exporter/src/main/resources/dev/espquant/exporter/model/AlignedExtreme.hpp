/** Max and Min of operands whose exponents differ: both are brought to the larger exponent, then the result to the output's, always rounded down. */
template <typename feature_t>
class AlignedExtreme
{
private:
    const int output_exponent;
    const bool maximum;
    Tensor<feature_t> output;

public:
    AlignedExtreme(const int output_exponent, const bool maximum) : output_exponent(output_exponent), maximum(maximum)
    {
    }

    void build(Tensor<feature_t> &first, Tensor<feature_t> &)
    {
        this->output.set_exponent(this->output_exponent);
        this->output.set_shape(first.shape);
    }

    Tensor<feature_t> &get_output()
    {
        return this->output;
    }

    Tensor<feature_t> &call(Tensor<feature_t> &first, Tensor<feature_t> &second)
    {
        this->output.malloc_element();
        this->output.set_exponent(this->output_exponent);
        const int common = first.exponent > second.exponent ? first.exponent : second.exponent;
        const int64_t highest = (1 << (8 * sizeof(feature_t) - 1)) - 1;
        const feature_t *a = first.get_element_ptr();
        const feature_t *b = second.get_element_ptr();
        feature_t *to = this->output.get_element_ptr();
        const int size = this->output.get_size();
        for (int i = 0; i < size; i++)
        {
            const int64_t x = scaled(a[i], first.exponent - common);
            const int64_t y = scaled(b[i], second.exponent - common);
            const int64_t extreme = scaled((x > y) == this->maximum ? x : y, common - this->output_exponent);
            to[i] = (feature_t)(extreme > highest ? highest : extreme < -highest - 1 ? -highest - 1 : extreme);
        }
        return this->output;
    }

private:
    /** value * 2^exponent, rounded down; beyond 40 places there is nothing left to tell apart. */
    static int64_t scaled(const int64_t value, const int exponent)
    {
        const int places = exponent < -40 ? -40 : exponent > 40 ? 40 : exponent;
        return places < 0 ? value >> -places : value * ((int64_t)1 << places);
    }
};
