/** Average over a window that may reach into padding: the sum over the number of elements (all of the window, or those inside), rounded down. */
template <typename feature_t>
class PaddedAverage
{
private:
    const int output_exponent;
    const std::vector<int> window;
    const int top;
    const int left;
    const std::vector<int> strides;
    const bool padding_counts;
    const std::vector<int> shape;
    Tensor<feature_t> output;

public:
    PaddedAverage(const int output_exponent, const std::vector<int> &window, const int top, const int left, const std::vector<int> &strides, const bool padding_counts, const std::vector<int> &shape) : output_exponent(output_exponent), window(window), top(top), left(left), strides(strides), padding_counts(padding_counts), shape(shape)
    {
    }

    void build(Tensor<feature_t> &)
    {
        this->output.set_exponent(this->output_exponent);
        this->output.set_shape(this->shape);
    }

    Tensor<feature_t> &get_output()
    {
        return this->output;
    }

    Tensor<feature_t> &call(Tensor<feature_t> &input)
    {
        this->output.malloc_element();
        this->output.set_exponent(this->output_exponent);
        feature_t *to = this->output.get_element_ptr();
        for (int y = 0; y < this->shape[0]; y++)
        {
            for (int x = 0; x < this->shape[1]; x++)
            {
                for (int channel = 0; channel < this->shape[2]; channel++)
                {
                    *to++ = this->average(input, y * this->strides[0] - this->top, x * this->strides[1] - this->left, channel);
                }
            }
        }
        return this->output;
    }

private:
    feature_t average(Tensor<feature_t> &input, const int y0, const int x0, const int channel)
    {
        const feature_t *from = input.get_element_ptr();
        int64_t sum = 0;
        int64_t count = 0;
        for (int y = y0; y < y0 + this->window[0]; y++)
        {
            for (int x = x0; x < x0 + this->window[1]; x++)
            {
                const bool inside = y >= 0 && y < input.shape[0] && x >= 0 && x < input.shape[1];
                sum += inside ? from[(y * input.shape[1] + x) * input.shape[2] + channel] : 0;
                count += inside || this->padding_counts;
            }
        }
        const int exponent = input.exponent - this->output_exponent;
        if (exponent < -32)
        {
            return sum < 0 ? -1 : 0;
        }
        const int64_t highest = (1 << (8 * sizeof(feature_t) - 1)) - 1;
        const int64_t scaled = exponent > 0 ? sum * ((int64_t)1 << (exponent > 30 ? 30 : exponent)) : sum;
        const int64_t divisor = exponent < 0 ? count * ((int64_t)1 << -exponent) : count;
        const int64_t quotient = scaled / divisor - (scaled % divisor < 0);
        return (feature_t)(quotient > highest ? highest : quotient < -highest - 1 ? -highest - 1 : quotient);
    }
};
