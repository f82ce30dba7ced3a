#pragma once

#include "dl_pool.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class GlobalAveragePool2D : public Pool<feature_t>
        {
        private:
            const int output_exponent;

        public:
            explicit GlobalAveragePool2D(const int output_exponent, const char *name = "GlobalAveragePool2D") : Pool<feature_t>(name), output_exponent(output_exponent)
            {
            }

            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                this->shape_output(this->output_exponent, {1, 1, input.shape[2]});
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                const int height = input.shape[0];
                const int width = input.shape[1];
                const Window plane(input.shape, height, width, PADDING_VALID, {}, 1, 1);
                return this->run(input, plane, height, width, 1, 1, this->output_exponent, [&](int64_t sum, int64_t max) {
                    return this->average(sum, height * width, input.exponent - this->output_exponent);
                });
            }
        };
    }
}
