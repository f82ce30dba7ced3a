package dev.espquant.calibrator.observer;

/**
 * The random numbers of {@code numpy.random.RandomState(seed)}, whose stream numpy keeps frozen: the Mersenne twister MT19937 and the
 * distributions on top of it. Golden data that were published as seeds can so be made again.
 */
final class NumpyRandom {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;
    private boolean hasGauss;
    private double gauss;

    NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }

    /** Uniform in [0, 1), 53 bits. */
    double uniform() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** The polar method; every second number is kept from the call before. */
    double normal() {
        if (hasGauss) {
            hasGauss = false;
            return gauss;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        gauss = factor * x;
        hasGauss = true;
        return factor * y;
    }

    double laplace() {
        double u = uniform();
        return u >= 0.5 ? -StrictMath.log(2 - u - u) : StrictMath.log(u + u);
    }

    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    double studentT(double freedom) {
        double numerator = normal();
        return Math.sqrt(freedom / 2) * numerator / Math.sqrt(gamma(freedom / 2));
    }

    /** Marsaglia and Tsang's method, for shapes above 1. */
    private double gamma(double shape) {
        double b = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * b);
        while (true) {
            double x;
            double v;
            do {
                x = normal();
                v = 1 + c * x;
            } while (v <= 0);
            v = v * v * v;
            double u = uniform();
            if (u < 1 - 0.0331 * (x * x) * (x * x)
                    || StrictMath.log(u) < 0.5 * x * x + b * (1 - v + StrictMath.log(v))) {
                return b * v;
            }
        }
    }
}
