#pragma once

#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Max2D : public Binary<feature_t>
        {
        public:
            explicit Max2D(const char *name = "Max2D", bool inplace = false) : Binary<feature_t>(name)
            {
            }

            void build(Tensor<feature_t> &first, Tensor<feature_t> &second, bool print_shape = false)
            {
                this->shape_output(first.exponent, first.shape);
            }

            Tensor<feature_t> &call(Tensor<feature_t> &first, Tensor<feature_t> &second)
            {
                require(first.exponent == second.exponent, "operands have one exponent");
                return this->run(first, second, first.exponent, NULL, [](int64_t a, int64_t b) { return a > b ? a : b; });
            }
        };
    }
}
