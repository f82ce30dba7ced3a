#pragma once

#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class PRelu : public Unary<feature_t>
        {
        private:
            const Activation<feature_t> activation;

        public:
            PRelu(const feature_t *activation_element, const int activation_exponent = 0, const char *name = "PRelu", bool inplace = false) : Unary<feature_t>(name), activation(PReLU, activation_element, activation_exponent, {1 << 30})
            {
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                const int channels = input.shape.back();
                return this->run(input, input.exponent, [&](feature_t x, int i) { return this->activation.apply(x, i % channels); });
            }
        };
    }
}
