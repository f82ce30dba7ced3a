#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vector>

// Plain C++ stand-ins for the classes of ESP-DL 1.x that a generated model uses, slow and strict: they compute what the rules say, read filters
// in the order in which the chip reads them (DL_BLOCKED_FILTERS: in blocks of output channels) and stop the program at any misuse.

#ifndef DL_BLOCKED_FILTERS
#error "say whether filters are blocked: DL_BLOCKED_FILTERS=0 or 1"
#endif

namespace dl
{
    typedef enum
    {
        Linear,
        ReLU,
        LeakyReLU,
        PReLU
    } activation_type_t;

    typedef enum
    {
        PADDING_NOT_SET,
        PADDING_VALID,
        PADDING_SAME_BEGIN,
        PADDING_SAME_END
    } padding_type_t;

    enum
    {
        QIQO,
        QIFO
    };

    inline void require(bool holds, const char *what)
    {
        if (!holds)
        {
            printf("misuse: %s\n", what);
            fflush(stdout);
            abort();
        }
    }

    /** value * 2^exponent, rounded down. Values and results stay within 62 bits. */
    inline int64_t scaled(int64_t value, int exponent)
    {
        if (exponent < 0)
        {
            return value >> (exponent < -62 ? 62 : -exponent);
        }
        const int64_t limit = (int64_t)1 << 62;
        for (int i = 0; i < exponent && value > -limit / 2 && value < limit / 2 && value != 0; i++)
        {
            value *= 2;
        }
        return value;
    }

    template <typename feature_t>
    inline feature_t saturated(int64_t value)
    {
        const int64_t highest = ((int64_t)1 << (8 * sizeof(feature_t) - 1)) - 1;
        return (feature_t)(value > highest ? highest : value < -highest - 1 ? -highest - 1 : value);
    }

    /** Vector lanes saturate at 20 bits for int8 and 40 bits for int16; chips without them keep sums in 32 and 64 bits. */
    template <typename feature_t>
    inline int64_t lane(int64_t sum)
    {
        if (!DL_BLOCKED_FILTERS)
        {
            return sizeof(feature_t) == 1 ? saturated<int32_t>(sum) : sum;
        }
        const int64_t highest = ((int64_t)1 << (sizeof(feature_t) == 1 ? 19 : 39)) - 1;
        return sum > highest ? highest : sum < -highest - 1 ? -highest - 1 : sum;
    }
}
