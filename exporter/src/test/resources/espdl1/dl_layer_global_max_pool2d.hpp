#pragma once

#include "dl_pool.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class GlobalMaxPool2D : public Pool<feature_t>
        {

        public:
            explicit GlobalMaxPool2D(const char *name = "GlobalMaxPool2D") : Pool<feature_t>(name)
            {
            }

            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                this->shape_output(input.exponent, {1, 1, input.shape[2]});
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                const int height = input.shape[0];
                const int width = input.shape[1];
                const Window plane(input.shape, height, width, PADDING_VALID, {}, 1, 1);
                return this->run(input, plane, height, width, 1, 1, input.exponent, [&](int64_t sum, int64_t max) {
                    return max;
                });
            }
        };
    }
}
