package dev.espquant.evaluator.kernel;

import dev.espquant.ir.AxisSources;

/** Where each element of an output comes from: the copy that all operators that only move data reduce to. */
public final class Gather {
    /** Source of an output element that no input element fills. */
    public static final int FILL = AxisSources.FILL;

    private final int[] sources;

    private Gather(int[] sources) {
        this.sources = sources;
    }

    /** Output element {@code [i, j, ...]} is at {@code offset + i * strides[0] + j * strides[1] + ...}. */
    public static Gather strided(int[] outputSizes, int offset, int[] strides) {
        int[] sources = new int[Sizes.count(outputSizes)];
        int[] index = new int[outputSizes.length];
        int source = offset;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = source;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++index[axis] < outputSizes[axis]) {
                    break;
                }
                source -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
        return new Gather(sources);
    }

    /** Output element {@code [i, j, ...]} is input element {@code [axes[0][i], axes[1][j], ...]}, or a fill where one of them is {@link #FILL}. */
    public static Gather separable(int[] inputSizes, int[][] axes) {
        int[] strides = Sizes.strides(inputSizes);
        int[] sources = {0};
        for (int axis = 0; axis < axes.length; axis++) {
            int[] next = new int[Math.multiplyExact(sources.length, axes[axis].length)];
            int n = 0;
            for (int outer : sources) {
                for (int along : axes[axis]) {
                    next[n++] = outer == FILL || along == FILL ? FILL : outer + along * strides[axis];
                }
            }
            sources = next;
        }
        return new Gather(sources);
    }

    int source(int outputElement) {
        return sources[outputElement];
    }

    /** The input element of every output element, or {@link #FILL}; not a copy. */
    public int[] sources() {
        return sources;
    }

    /** The kernel that copies input 0. */
    PreparedKernel kernel() {
        return kernel(0);
    }

    /** The kernel that copies input 0 and fills the rest. */
    PreparedKernel kernel(int fill) {
        return (inputs, output) -> {
            int[] input = inputs[0];
            for (int i = 0; i < output.length; i++) {
                output[i] = sources[i] == FILL ? fill : input[sources[i]];
            }
            return 0;
        };
    }
}
