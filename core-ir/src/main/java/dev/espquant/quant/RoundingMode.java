package dev.espquant.quant;

/** How a chip drops the bits that an arithmetic right shift leaves over, and how a real number becomes an integer. */
public enum RoundingMode {
    /** Toward negative infinity: what a plain arithmetic shift does. ESP-DL 1.x on every chip (seen on an ESP32 and an ESP32-S3). */
    FLOOR {
        @Override
        public long shiftRight(long value, int bits) {
            return value >> Math.min(bits, 63);
        }

        @Override
        public double round(double value) {
            return Math.floor(value);
        }
    },
    /** To the nearest, ties toward positive infinity. */
    HALF_UP {
        @Override
        public long shiftRight(long value, int bits) {
            return bits > 63 ? 0 : (value >> bits) + ((value >> (bits - 1)) & 1);
        }

        @Override
        public double round(double value) {
            // Adding 0.5 first would round the sum: 0.49999999999999994 would become 1.
            double floor = Math.floor(value);
            return value - floor >= 0.5 ? floor + 1 : floor;
        }
    },
    /** To the nearest, ties to the even neighbour. */
    HALF_EVEN {
        @Override
        public long shiftRight(long value, int bits) {
            if (bits > 63) {
                return 0;
            }
            long floor = value >> bits;
            long rest = value - (floor << bits);
            long half = 1L << (bits - 1);
            boolean up = bits == 63
                    ? Long.compareUnsigned(rest, half) > 0 || (rest == half && (floor & 1) == 1)
                    : rest > half || (rest == half && (floor & 1) == 1);
            return up ? floor + 1 : floor;
        }

        @Override
        public double round(double value) {
            return Math.rint(value);
        }
    },
    /** Toward zero: what a C cast does. */
    TRUNCATE {
        @Override
        public long shiftRight(long value, int bits) {
            if (bits > 63) {
                return 0;
            }
            long floor = value >> bits;
            return value < 0 && floor << bits != value ? floor + 1 : floor;
        }

        @Override
        public double round(double value) {
            return value < 0 ? Math.ceil(value) : Math.floor(value);
        }
    };

    /** {@code value * 2^-bits}, rounded; {@code bits} is at least 1. */
    abstract long shiftRight(long value, int bits);

    /** A real number rounded to a whole one. */
    public abstract double round(double value);

    /**
     * {@code value * 2^-bits}, rounded. A negative count shifts left.
     *
     * @throws ArithmeticException if a left shift leaves the range of a long
     */
    public long shift(long value, int bits) {
        if (bits > 0) {
            return shiftRight(value, bits);
        }
        return bits == 0 || value == 0 ? value : shiftLeft(value, -bits);
    }

    private static long shiftLeft(long value, int bits) {
        if (bits > 63 || (value << bits) >> bits != value) {
            throw new ArithmeticException(value + " << " + bits + " does not fit 64 bits");
        }
        return value << bits;
    }
}
