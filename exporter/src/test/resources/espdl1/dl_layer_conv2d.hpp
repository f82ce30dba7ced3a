#pragma once

#include "dl_convolution.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t, typename bias_t = feature_t>
        class Conv2D : public Convolution<feature_t, bias_t>
        {
        public:
            Conv2D(const int output_exponent, const Filter<feature_t> *filter, const Bias<bias_t> *bias = NULL, const Activation<feature_t> *activation = NULL, const padding_type_t padding_type = PADDING_VALID, const std::vector<int> padding = {}, const int stride_y = 1, const int stride_x = 1, const char *name = "Conv2D")
                : Convolution<feature_t, bias_t>(output_exponent, filter, bias, activation, padding_type, padding, stride_y, stride_x, name)
            {
            }

            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                require(input.shape.size() == 3 && input.shape[2] == this->filter->shape[2], "the filter fits the input's channels");
                const Window w = this->window(input.shape);
                this->shape_output(this->output_exponent, {w.rows, w.columns, this->filter->shape[3]});
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                const Filter<feature_t> &filter = *this->filter;
                this->run(input, filter.shape[3], [&](const feature_t *pixel, int row, int column, int channel) {
                    int64_t sum = 0;
                    for (int i = 0; i < filter.shape[2]; i++)
                    {
                        sum += (int64_t)pixel[i] * filter.convolution(row, column, i, channel);
                    }
                    return sum;
                });
                return this->output;
            }
        };
    }
}
