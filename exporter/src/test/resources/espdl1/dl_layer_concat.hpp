#pragma once

#include "dl_layer_base.hpp"

namespace dl
{
    namespace layer
    {
        template <typename feature_t>
        class Concat : public Layer<feature_t>
        {
        private:
            const int axis;

            static int block(const std::vector<int> &shape, int axis)
            {
                int size = 1;
                for (size_t i = axis; i < shape.size(); i++)
                {
                    size *= shape[i];
                }
                return size;
            }

        public:
            Concat(int axis, const char *name = "Concat") : Layer<feature_t>(name), axis(axis)
            {
            }

            void build(std::vector<Tensor<feature_t> *> args, bool print_shape = false)
            {
                std::vector<int> shape = args[0]->shape;
                for (size_t i = 1; i < args.size(); i++)
                {
                    std::vector<int> other = args[i]->shape;
                    shape[this->axis] += other[this->axis];
                    other[this->axis] = shape[this->axis];
                    require(other == shape, "parts differ along the axis only");
                }
                this->shape_output(args[0]->exponent, shape);
            }

            Tensor<feature_t> &call(std::vector<Tensor<feature_t> *> args, bool free_inputs = false)
            {
                feature_t *to = this->start(args[0]->exponent);
                const int rows = this->output.get_size() / block(this->output.shape, this->axis);
                for (int row = 0; row < rows; row++)
                {
                    for (size_t i = 0; i < args.size(); i++)
                    {
                        const int length = block(args[i]->shape, this->axis);
                        memcpy(to, args[i]->get_element_ptr() + row * length, length * sizeof(feature_t));
                        to += length;
                    }
                }
                return this->output;
            }
        };
    }
}
