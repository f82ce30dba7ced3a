#pragma once

#include "dl_layer_base.hpp"

namespace dl
{
    namespace layer
    {
        /** Conv2D and DepthwiseConv2D: what becomes of a sum, and how windows slide. */
        template <typename feature_t, typename bias_t>
        class Convolution : public Layer<feature_t>
        {
        protected:
            const int output_exponent;
            const Filter<feature_t> *filter;
            const Bias<bias_t> *bias;
            const Activation<feature_t> *activation;
            const padding_type_t padding_type;
            const std::vector<int> padding;
            const int stride_y;
            const int stride_x;

            Convolution(const int output_exponent, const Filter<feature_t> *filter, const Bias<bias_t> *bias, const Activation<feature_t> *activation, const padding_type_t padding_type, const std::vector<int> padding, const int stride_y, const int stride_x, const char *name)
                : Layer<feature_t>(name), output_exponent(output_exponent), filter(filter), bias(bias), activation(activation), padding_type(padding_type), padding(padding), stride_y(stride_y), stride_x(stride_x)
            {
            }

            Window window(const std::vector<int> &input) const
            {
                return Window(input, (this->filter->shape[0] - 1) * this->filter->dilation[0] + 1, (this->filter->shape[1] - 1) * this->filter->dilation[1] + 1, this->padding_type, this->padding, this->stride_y, this->stride_x);
            }

            feature_t finished(int64_t exact, int input_exponent, int channel) const
            {
                const int64_t sum = lane<feature_t>(exact);
                const int64_t offset = this->bias ? this->bias->element[channel] : 0;
                const int exponent = input_exponent + this->filter->exponent_of(channel);
                feature_t result;
                if (this->filter->channel_exponent)
                {
                    const int shift = exponent + 4 - this->output_exponent;
                    const int64_t at_bias = saturated<int16_t>(scaled(sum, -4) + offset);
                    result = shift < -12 ? 0 : saturated<feature_t>(scaled(at_bias, shift));
                }
                else
                {
                    require(!this->bias || this->bias->exponent == this->output_exponent, "a bias has the output's exponent");
                    result = saturated<feature_t>(scaled(sum, exponent - this->output_exponent) + offset);
                }
                return this->activation ? this->activation->apply(result, channel) : result;
            }

            /** Runs over the output; tap(input row, input column, filter row, filter column, channel) adds products. */
            template <typename Taps>
            void run(Tensor<feature_t> &input, int channels, Taps taps)
            {
                const Window w = this->window(input.shape);
                require(this->output.shape == std::vector<int>({w.rows, w.columns, channels}), "the output's shape is the built one");
                feature_t *to = this->start(this->output_exponent);
                for (int y = 0; y < w.rows; y++)
                {
                    for (int x = 0; x < w.columns; x++)
                    {
                        for (int channel = 0; channel < channels; channel++)
                        {
                            int64_t sum = 0;
                            for (int row = 0; row < this->filter->shape[0]; row++)
                            {
                                for (int column = 0; column < this->filter->shape[1]; column++)
                                {
                                    const int in_y = y * this->stride_y - w.top + row * this->filter->dilation[0];
                                    const int in_x = x * this->stride_x - w.left + column * this->filter->dilation[1];
                                    if (in_y >= 0 && in_y < input.shape[0] && in_x >= 0 && in_x < input.shape[1])
                                    {
                                        sum += taps(input.get_element_ptr() + (in_y * input.shape[1] + in_x) * input.shape[2], row, column, channel);
                                    }
                                }
                            }
                            *to++ = this->finished(sum, input.exponent, channel);
                        }
                    }
                }
            }
        };
    }
}
