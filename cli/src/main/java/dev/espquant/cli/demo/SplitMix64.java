package dev.espquant.cli.demo;

/**
 * The SplitMix64 pseudo random number generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014), written out because the JDK does not promise the sequence of its own generators.
 *
 * <p>The state is a 64 bit counter that grows by the golden ratio; each output is the counter's hash. Not thread-safe.
 */
public final class SplitMix64 {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private long state;

    /** A generator whose first output is the hash of {@code seed} plus the golden ratio. */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /**
     * The generator of item {@code index} in the family of {@code seed}: item 7 is the same whether or not items 0 to 6 were
     * made before.
     */
    public static SplitMix64 ofItem(long seed, long index) {
        return new SplitMix64(mix(seed + mix(index + GOLDEN_RATIO)));
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += GOLDEN_RATIO;
        return mix(state);
    }

    /** A multiple of 2^-53 in [0, 1), from the upper 53 bits of one output. */
    public double nextDouble() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /** A number in [{@code low}, {@code high}), evenly distributed. */
    public double between(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * A bell-shaped number with mean 0 and standard deviation 1: the sum of twelve uniform numbers, minus six. Never beyond
     * 6, and free of the logarithm that a Gaussian needs.
     */
    public double nextBell() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += nextDouble();
        }
        return sum;
    }

    /**
     * An integer in [0, {@code bound}).
     *
     * @throws IllegalArgumentException if {@code bound} is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive: " + bound);
        }
        return (int) (nextDouble() * bound);
    }

    /** Puts {@code values} in random order (Fisher and Yates). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
