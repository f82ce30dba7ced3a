#pragma once

#include "dl_constant.hpp"
#include "dl_variable.hpp"

namespace dl
{
    namespace layer
    {
        /** What the layers here have in common: a name and a tensor of their own. */
        template <typename feature_t>
        class Layer
        {
        protected:
            const char *name;
            Tensor<feature_t> output;

            explicit Layer(const char *name) : name(name)
            {
            }

            void shape_output(int exponent, const std::vector<int> shape)
            {
                this->output.set_exponent(exponent);
                this->output.set_shape(shape);
            }

            feature_t *start(int exponent)
            {
                require(!this->output.shape.empty(), "build comes before call");
                this->output.malloc_element();
                this->output.set_exponent(exponent);
                return this->output.get_element_ptr();
            }

        public:
            Tensor<feature_t> &get_output()
            {
                return this->output;
            }
        };

        /** Where a window lies: padding and the size of the output. */
        struct Window
        {
            int top;
            int left;
            int rows;
            int columns;

            Window(const std::vector<int> &input, int reach_y, int reach_x, padding_type_t type, const std::vector<int> &padding, int stride_y, int stride_x)
            {
                int bottom = 0;
                int right = 0;
                top = 0;
                left = 0;
                if (type == PADDING_NOT_SET)
                {
                    require(padding.size() == 4, "padding is {top, bottom, left, right}");
                    top = padding[0];
                    bottom = padding[1];
                    left = padding[2];
                    right = padding[3];
                }
                else
                {
                    require(type == PADDING_VALID, "generated models name their padding");
                }
                rows = (input[0] + top + bottom - reach_y) / stride_y + 1;
                columns = (input[1] + left + right - reach_x) / stride_x + 1;
            }
        };
    }
}
