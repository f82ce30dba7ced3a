#pragma once

#include "dl_layer_base.hpp"

namespace dl
{
    namespace layer
    {
        /** Layers with two inputs of one shape. */
        template <typename feature_t>
        class Binary : public Layer<feature_t>
        {
        protected:
            using Layer<feature_t>::Layer;

            template <typename Operation>
            Tensor<feature_t> &run(Tensor<feature_t> &first, Tensor<feature_t> &second, int exponent, const Activation<feature_t> *activation, Operation operation)
            {
                require(first.shape == second.shape && first.shape == this->output.shape, "operands have one shape");
                feature_t *to = this->start(exponent);
                const feature_t *a = first.get_element_ptr();
                const feature_t *b = second.get_element_ptr();
                const int channels = first.shape.back();
                const int size = this->output.get_size();
                for (int i = 0; i < size; i++)
                {
                    const feature_t result = saturated<feature_t>(operation(a[i], b[i]));
                    to[i] = activation ? activation->apply(result, i % channels) : result;
                }
                return this->output;
            }
        };

        /** Layers with one input that keep its shape. */
        template <typename feature_t>
        class Unary : public Layer<feature_t>
        {
        protected:
            using Layer<feature_t>::Layer;

            template <typename Operation>
            Tensor<feature_t> &run(Tensor<feature_t> &input, int exponent, Operation operation)
            {
                feature_t *to = this->start(exponent);
                const feature_t *from = input.get_element_ptr();
                const int size = this->output.get_size();
                for (int i = 0; i < size; i++)
                {
                    to[i] = operation(from[i], i);
                }
                return this->output;
            }

        public:
            void build(Tensor<feature_t> &input, bool print_shape = false)
            {
                this->shape_output(input.exponent, input.shape);
            }
        };
    }
}
