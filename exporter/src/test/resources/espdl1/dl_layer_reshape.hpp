#pragma once

#include "dl_elementwise.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Reshape : public Unary<feature_t>
        {
        private:
            const std::vector<int> shape;

        public:
            Reshape(const std::vector<int> shape, const char *name = "Reshape", bool inplace = false) : Unary<feature_t>(name), shape(shape)
            {
            }

            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                this->shape_output(input.exponent, this->shape);
                require(this->output.get_size() == input.get_size(), "a Reshape keeps the number of elements");
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                return this->run(input, input.exponent, [](feature_t x, int) { return x; });
            }
        };
    }
}
