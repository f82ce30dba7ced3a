#pragma once

#include <math.h>
#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename I, typename O = float, int type = QIFO, bool inplace = false>
        class Softmax : public Unary<I>
        {
        private:
            const int output_exponent;

        public:
            explicit Softmax(const int output_exponent, const char *name = "Softmax") : Unary<I>(name), output_exponent(output_exponent)
            {
                require(type == QIQO && sizeof(I) == sizeof(O), "integers on both sides");
            }

            Tensor<I> &call(Tensor<I> &input)
            {
                I *to = this->start(this->output_exponent);
                const I *from = input.get_element_ptr();
                const int length = input.shape.back();
                std::vector<double> powers(length);
                for (int row = 0; row < input.get_size(); row += length)
                {
                    int64_t max = from[row];
                    for (int i = 1; i < length; i++)
                    {
                        max = from[row + i] > max ? from[row + i] : max;
                    }
                    double sum = 0;
                    for (int i = 0; i < length; i++)
                    {
                        powers[i] = exp(ldexp((double)(from[row + i] - max), input.exponent));
                        sum += powers[i];
                    }
                    for (int i = 0; i < length; i++)
                    {
                        to[row + i] = saturated<I>((int64_t)floor(ldexp((double)(float)(powers[i] / sum), -this->output_exponent)));
                    }
                }
                return this->output;
            }
        };
    }
}
