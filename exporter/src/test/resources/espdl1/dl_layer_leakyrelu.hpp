#pragma once

#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class LeakyRelu : public Unary<feature_t>
        {
        private:
            const feature_t alpha;
            const int alpha_exponent;

        public:
            LeakyRelu(const int activation_alpha, const int activation_exponent, const char *name = "LeakyRelu", bool inplace = false)
                : Unary<feature_t>(name), alpha((feature_t)activation_alpha), alpha_exponent(activation_exponent)
            {
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                const Activation<feature_t> activation(LeakyReLU, &this->alpha, this->alpha_exponent, {1});
                return this->run(input, input.exponent, [&](feature_t x, int i) { return activation.apply(x, 0); });
            }
        };
    }
}
