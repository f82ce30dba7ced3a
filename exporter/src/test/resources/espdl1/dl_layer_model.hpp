#pragma once

#include "dl_layer_base.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Model
        {
        private:
            std::vector<int> input_shape;

        public:
            virtual ~Model()
            {
            }

            virtual void build(Tensor<feature_t> &input) = 0;
            virtual void call(Tensor<feature_t> &input) = 0;

            void forward(Tensor<feature_t> &input)
            {
                if (this->input_shape != input.shape)
                {
                    this->input_shape = input.shape;
                    this->build(input);
                }
                this->call(input);
            }
        };
    }
}
