#pragma once

#include "dl_layer_base.hpp"

namespace dl
{
    namespace layer
    {
        /** Pools: a window on every channel. */
        template <typename feature_t>
        class Pool : public Layer<feature_t>
        {
        protected:
            using Layer<feature_t>::Layer;

            template <typename Result>
            Tensor<feature_t> &run(Tensor<feature_t> &input, const Window &w, int height, int width, int stride_y, int stride_x, int exponent, Result result)
            {
                feature_t *to = this->start(exponent);
                const feature_t *from = input.get_element_ptr();
                for (int y = 0; y < w.rows; y++)
                {
                    for (int x = 0; x < w.columns; x++)
                    {
                        for (int channel = 0; channel < input.shape[2]; channel++)
                        {
                            int64_t sum = 0;
                            int64_t max = INT64_MIN;
                            for (int row = y * stride_y - w.top; row < y * stride_y - w.top + height; row++)
                            {
                                for (int column = x * stride_x - w.left; column < x * stride_x - w.left + width; column++)
                                {
                                    if (row >= 0 && row < input.shape[0] && column >= 0 && column < input.shape[1])
                                    {
                                        const int64_t value = from[(row * input.shape[1] + column) * input.shape[2] + channel];
                                        sum += value;
                                        max = value > max ? value : max;
                                    }
                                }
                            }
                            *to++ = saturated<feature_t>(result(sum, max));
                        }
                    }
                }
                return this->output;
            }

            /** floor(sum * 2^exponent / count) */
            static int64_t average(int64_t sum, int64_t count, int exponent)
            {
                if (exponent < -32)
                {
                    return sum < 0 ? -1 : 0;
                }
                const int64_t dividend = exponent > 0 ? scaled(sum, exponent) : sum;
                const int64_t divisor = exponent < 0 ? count << -exponent : count;
                return dividend / divisor - (dividend % divisor < 0);
            }
        };
    }
}
