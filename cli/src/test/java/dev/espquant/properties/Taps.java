package dev.espquant.properties;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which elements of a node's first input make each element of its output.
 */
final class Taps {
    private final int[][] sources;
    private final int[][] weights;
    private final int[] channels;
    private final int[] divisors;

    Taps(int[][] sources, int[][] weights, int[] channels, int[] divisors) {
        this.sources = sources;
        this.weights = weights;
        this.channels = channels;
        this.divisors = divisors;
    }

    /** By output element: indices into the first input; -1 is the fill value of a Pad. */
    int[][] sources() {
        return sources;
    }

    /** By output element: indices into the weights, one for each source; empty if there are none. */
    int[][] weights() {
        return weights;
    }

    /** By output element: the output channel that its bias and exponent belong to. */
    int[] channels() {
        return channels;
    }

    /** By output element: what an average divides by. */
    int[] divisors() {
        return divisors;
    }

    /** Collects taps output element by output element. */
    static final class Collector {
        private final List<int[]> sources = new ArrayList<>();
        private final List<int[]> weights = new ArrayList<>();
        private final List<Integer> channels = new ArrayList<>();
        private final List<Integer> divisors = new ArrayList<>();
        private final List<Integer> openSources = new ArrayList<>();
        private final List<Integer> openWeights = new ArrayList<>();

        void tap(int source, int weight) {
            openSources.add(source);
            openWeights.add(weight);
        }

        /** Ends an output element. */
        void end(int channel, int divisor) {
            sources.add(ints(openSources));
            weights.add(ints(openWeights));
            channels.add(channel);
            divisors.add(divisor);
            openSources.clear();
            openWeights.clear();
        }

        Taps build() {
            return new Taps(
                    sources.toArray(new int[0][]), weights.toArray(new int[0][]), ints(channels), ints(divisors));
        }

        private static int[] ints(List<Integer> numbers) {
            return numbers.stream().mapToInt(i -> i).toArray();
        }
    }

    /** All index tuples of an array, the last index running fastest. */
    static List<int[]> indices(int... sizes) {
        List<int[]> result = new ArrayList<>();
        int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        for (int flat = 0; flat < count; flat++) {
            int[] index = new int[sizes.length];
            int rest = flat;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                index[axis] = rest % sizes[axis];
                rest /= sizes[axis];
            }
            result.add(index);
        }
        return result;
    }

    /** The place of an index tuple in a row-major array. */
    static int flat(int[] index, int... sizes) {
        int flat = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            flat = flat * sizes[axis] + index[axis];
        }
        return flat;
    }

    /** The place that NumPy's broadcasting reads for an index of the result. */
    static int broadcast(int[] index, int... sizes) {
        int[] own = new int[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            own[axis] = sizes[axis] == 1 ? 0 : index[index.length - sizes.length + axis];
        }
        return flat(own, sizes);
    }
}
