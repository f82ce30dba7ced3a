#pragma once

#include <math.h>
#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename I, typename O = float, int type = QIFO, bool inplace = false>
        class Sigmoid : public Unary<I>
        {
        private:
            const int output_exponent;

        public:
            explicit Sigmoid(const int output_exponent, const char *name = "Sigmoid") : Unary<I>(name), output_exponent(output_exponent)
            {
                require(type == QIQO && sizeof(I) == sizeof(O), "integers on both sides");
            }

            Tensor<I> &call(Tensor<I> &input)
            {
                return this->run(input, this->output_exponent, [&](I integer, int) {
                    const double x = ldexp((double)integer, input.exponent);
                    return saturated<I>((int64_t)floor(ldexp((double)(float)(1 / (1 + exp(-x))), -this->output_exponent)));
                });
            }
        };
    }
}
