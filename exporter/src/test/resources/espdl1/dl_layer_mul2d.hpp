#pragma once

#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Mul2D : public Binary<feature_t>
        {
        private:
            const int output_exponent;
            const Activation<feature_t> *activation;

        public:
            Mul2D(const int output_exponent, const Activation<feature_t> *activation = NULL, const char *name = "Mul2D", bool inplace = false)
                : Binary<feature_t>(name), output_exponent(output_exponent), activation(activation)
            {
            }

            void build(Tensor<feature_t> &first, Tensor<feature_t> &second, bool print_shape = false)
            {
                this->shape_output(this->output_exponent, first.shape);
            }

            Tensor<feature_t> &call(Tensor<feature_t> &first, Tensor<feature_t> &second)
            {
                return this->run(first, second, this->output_exponent, this->activation, [&](int64_t a, int64_t b) {
                    return scaled(a * b, first.exponent + second.exponent - this->output_exponent);
                });
            }
        };
    }
}
