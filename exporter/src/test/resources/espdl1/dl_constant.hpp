#pragma once

#include "dl_define.hpp"

namespace dl
{
    template <typename T>
    class Constant
    {
    public:
        const T *element;
        const int exponent;
        const std::vector<int> shape;

        Constant(const T *element, const int exponent, const std::vector<int> shape) : element(element), exponent(exponent), shape(shape)
        {
        }
    };

    template <typename T>
    class Filter : public Constant<T>
    {
    public:
        const std::vector<int> dilation;
        const int8_t *channel_exponent;
        const int channel_exponent_size;

        Filter(const T *element, const int exponent, const std::vector<int> shape, const std::vector<int> dilation = {1, 1})
            : Constant<T>(element, exponent, shape), dilation(dilation), channel_exponent(NULL), channel_exponent_size(0)
        {
        }

        Filter(const T *element, const int8_t *channel_exponent, const int channel_exponent_size, const std::vector<int> shape, const std::vector<int> dilation = {1, 1})
            : Constant<T>(element, 0, shape), dilation(dilation), channel_exponent(channel_exponent), channel_exponent_size(channel_exponent_size)
        {
        }

        int exponent_of(int channel) const
        {
            require(!this->channel_exponent || channel < this->channel_exponent_size, "one exponent for each channel");
            return this->channel_exponent ? this->channel_exponent[channel] : this->exponent;
        }

        /** The weight of a convolution with shape {rows, columns, inputs, outputs}. */
        T convolution(int row, int column, int input, int output) const
        {
            const int outputs = this->shape[3];
            const int inputs = this->shape[2];
            const int block = 16 / (int)sizeof(T);
            const int taps = this->shape[0] * this->shape[1] * inputs;
            const int tap = (row * this->shape[1] + column) * inputs + input;
            const int blocked = DL_BLOCKED_FILTERS ? outputs / block * block : 0;
            return output < blocked
                       ? this->element[output / block * block * taps + tap * block + output % block]
                       : this->element[output * taps + tap];
        }

        /** The weight of a depthwise convolution with shape {rows, columns, channels, 1}. */
        T depthwise(int row, int column, int channel) const
        {
            const int channels = this->shape[2];
            const int tap = row * this->shape[1] + column;
            if (!DL_BLOCKED_FILTERS)
            {
                return this->element[tap * channels + channel];
            }
            const int block = 16 / (int)sizeof(T);
            const int first = channel / block * block;
            const int width = channels - first < block ? channels - first : block;
            return this->element[first * this->shape[0] * this->shape[1] + tap * width + channel - first];
        }
    };

    template <typename T>
    class Bias : public Constant<T>
    {
    public:
        using Constant<T>::Constant;
    };

    template <typename T>
    class Activation : public Constant<T>
    {
    public:
        const activation_type_t type;

        Activation(const activation_type_t type, const T *element = NULL, const int exponent = 0, const std::vector<int> shape = {0})
            : Constant<T>(element, exponent, shape), type(type)
        {
        }

        T apply(T x, int channel) const
        {
            switch (this->type)
            {
            case Linear:
                return x;
            case ReLU:
                return x < 0 ? 0 : x;
            case LeakyReLU:
                return x < 0 ? saturated<T>(scaled((int64_t)x * this->element[0], this->exponent)) : x;
            case PReLU:
                require(channel < this->shape[0], "one slope for each channel");
                return x < 0 ? saturated<T>(scaled((int64_t)x * this->element[channel], this->exponent)) : x;
            }
            return x;
        }
    };
}
