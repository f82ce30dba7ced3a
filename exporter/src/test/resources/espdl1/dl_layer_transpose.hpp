#pragma once

#include "dl_layer_base.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Transpose : public Layer<feature_t>
        {
        private:
            const std::vector<int> perm;

        public:
            Transpose(const std::vector<int> perm, const char *name = "Transpose", bool inplace = false) : Layer<feature_t>(name), perm(perm)
            {
            }

            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                require(this->perm.size() == input.shape.size(), "perm has an entry for each axis");
                std::vector<int> shape;
                for (size_t i = 0; i < this->perm.size(); i++)
                {
                    shape.push_back(input.shape[this->perm[i]]);
                }
                this->shape_output(input.exponent, shape);
            }

            Tensor<feature_t> &call(Tensor<feature_t> &input)
            {
                feature_t *to = this->start(input.exponent);
                const feature_t *from = input.get_element_ptr();
                const int rank = (int)this->perm.size();
                std::vector<int> index(rank, 0);
                for (int n = this->output.get_size(); n > 0; n--)
                {
                    std::vector<int> source(rank);
                    for (int i = 0; i < rank; i++)
                    {
                        source[this->perm[i]] = index[i];
                    }
                    int offset = 0;
                    for (int i = 0; i < rank; i++)
                    {
                        offset = offset * input.shape[i] + source[i];
                    }
                    *to++ = from[offset];
                    for (int i = rank - 1; i >= 0 && ++index[i] == this->output.shape[i]; i--)
                    {
                        index[i] = 0;
                    }
                }
                return this->output;
            }
        };
    }
}
