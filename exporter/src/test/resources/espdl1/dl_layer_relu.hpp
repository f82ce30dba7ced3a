#pragma once

#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Relu : public Unary<feature_t>
        {
        private:
            const Activation<feature_t> activation;

        public:
            Relu(const char *name = "Relu", bool inplace = false) : Unary<feature_t>(name), activation(ReLU)
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
