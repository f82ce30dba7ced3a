package dev.espquant.target.espdl3;

/**
 * A register that sums products.
 *
 * @param bits its width, up to 64
 * @param overflow what becomes of a sum that leaves it
 */
public record Accumulator(int bits, Overflow overflow) {

    /** What becomes of a sum that leaves its register, after every single product. */
    public enum Overflow {
        /** It stays at the largest or smallest number: a vector unit's multiply-accumulate. */
        SATURATES,
        /** Its upper bits are lost: C's integers, as compilers make them. */
        WRAPS
    }

    public static Accumulator saturating(int bits) {
        return new Accumulator(bits, Overflow.SATURATES);
    }

    public static Accumulator wrapping(int bits) {
        return new Accumulator(bits, Overflow.WRAPS);
    }

    /** The smallest sum it holds. */
    public long min() {
        return -1L << (bits - 1);
    }

    /** The largest sum it holds. */
    public long max() {
        return ~min();
    }

    /** Whether a sum fits. */
    public boolean holds(long sum) {
        return sum >= min() && sum <= max();
    }

    /** What the register holds after a sum. */
    public long keep(long sum) {
        if (holds(sum)) {
            return sum;
        }
        return switch (overflow) {
            case SATURATES -> sum < 0 ? min() : max();
            case WRAPS -> sum << (64 - bits) >> (64 - bits);
        };
    }
}
