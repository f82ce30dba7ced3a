#pragma once

#include "dl_define.hpp"

namespace dl
{
    template <typename T>
    class Tensor
    {
    private:
        bool auto_free;
        T *element;

        Tensor(const Tensor &);
        Tensor &operator=(const Tensor &);

    public:
        int exponent;
        std::vector<int> shape;

        /** Tensors that own elements at the moment. */
        static int &owners()
        {
            static int count = 0;
            return count;
        }

        Tensor() : auto_free(true), element(NULL), exponent(0)
        {
        }

        ~Tensor()
        {
            this->free_element();
        }

        Tensor &set_element(T *elements, const bool auto_free = false)
        {
            require(!this->element, "the tensor has elements already");
            this->element = elements;
            this->auto_free = auto_free;
            return *this;
        }

        Tensor &set_exponent(const int exponent)
        {
            this->exponent = exponent;
            return *this;
        }

        Tensor &set_shape(const std::vector<int> shape)
        {
            require(shape.size() >= 3, "tensors have three axes or more");
            this->shape = shape;
            return *this;
        }

        Tensor &set_auto_free(const bool auto_free)
        {
            this->auto_free = auto_free;
            return *this;
        }

        int get_size() const
        {
            int size = 1;
            for (size_t i = 0; i < this->shape.size(); i++)
            {
                size *= this->shape[i];
            }
            return size;
        }

        T *get_element_ptr() const
        {
            require(this->element, "the tensor has no elements");
            return this->element;
        }

        bool malloc_element()
        {
            if (this->element)
            {
                return false;
            }
            this->element = (T *)malloc(sizeof(T) * this->get_size());
            memset(this->element, 0x55, sizeof(T) * this->get_size());
            this->auto_free = true;
            owners()++;
            return true;
        }

        void free_element()
        {
            if (this->auto_free && this->element)
            {
                free(this->element);
                owners()--;
            }
            this->element = NULL;
        }
    };
}
