#pragma once

#include "dl_pool.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class MaxPool2D : public Pool<feature_t>
        {
        private:
            const std::vector<int> filter_shape;
            const padding_type_t padding_type;
            const std::vector<int> padding;
            const int stride_y;
            const int stride_x;

            Window window(Tensor<feature_t> &input) const
            {
                return Window(input.shape, this->filter_shape[0], this->filter_shape[1], this->padding_type, this->padding, this->stride_y, this->stride_x);
            }

        public:
            MaxPool2D(const std::vector<int> filter_shape, const padding_type_t padding_type = PADDING_VALID, const std::vector<int> padding = {}, const int stride_y = 1, const int stride_x = 1, const char *name = "MaxPool2D")
                : Pool<feature_t>(name), filter_shape(filter_shape), padding_type(padding_type), padding(padding), stride_y(stride_y), stride_x(stride_x)
            {
            }

            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                const Window w = this->window(input);
                this->shape_output(input.exponent, {w.rows, w.columns, input.shape[2]});
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                const int height = this->filter_shape[0];
                const int width = this->filter_shape[1];
                return this->run(input, this->window(input), height, width, this->stride_y, this->stride_x, input.exponent, [&](int64_t sum, int64_t max) {
                    return max;
                });
            }
        };
    }
}
