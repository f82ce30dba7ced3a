package dev.espquant.exporter.coefficients;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.FilterLayout;

/**
 * Brings a filter's elements into the order in which a chip's kernels read them, by the facts in its {@link FilterLayout}. Equal to Espressif's
 * tools on every export that we have of them.
 *
 * <p>Plain layout: Conv and Gemm output, row, column, input; depthwise input, row, column, channel. Blocked layout: as many output channels as
 * fill a vector are interleaved (row, column, input, channel; depthwise: input, row, column, channel); channels that are left over follow one by
 * one, those of a depthwise filter as one short block.
 */
final class FilterPacker {
    private final FilterLayout layout;
    private final int lanes;

    FilterPacker(FilterLayout layout, BitWidth bits) {
        this.layout = layout;
        this.lanes = layout.lanes(bits);
    }

    ImmutableIntArray pack(LayerFilter filter) {
        ImmutableIntArray.Builder packed =
                ImmutableIntArray.builder(filter.elements().length() + 2 * lanes);
        int blocked = layout.blocked() ? filter.outputs() / lanes * lanes : 0;
        for (int first = 0; first < blocked; first += lanes) {
            interleave(filter, first, first + lanes, packed);
        }
        switch (filter.kind()) {
            case DEPTHWISE -> interleave(filter, blocked, filter.outputs(), packed);
            case CONVOLUTION, DENSE -> {
                for (int output = blocked; output < filter.outputs(); output++) {
                    interleave(filter, output, output + 1, packed);
                }
            }
        }
        pad(filter, packed);
        return packed.build();
    }

    /** The output channels {@code first} to {@code end - 1}, running fastest. */
    private static void interleave(LayerFilter filter, int first, int end, ImmutableIntArray.Builder packed) {
        switch (filter.kind()) {
            case DEPTHWISE -> {
                for (int input = 0; input < filter.inputs(); input++) {
                    for (int row = 0; row < filter.height(); row++) {
                        for (int column = 0; column < filter.width(); column++) {
                            addOutputs(filter, first, end, input, row, column, packed);
                        }
                    }
                }
            }
            case CONVOLUTION, DENSE -> {
                for (int row = 0; row < filter.height(); row++) {
                    for (int column = 0; column < filter.width(); column++) {
                        for (int input = 0; input < filter.inputs(); input++) {
                            addOutputs(filter, first, end, input, row, column, packed);
                        }
                    }
                }
            }
        }
    }

    private static void addOutputs(
            LayerFilter filter, int first, int end, int input, int row, int column, ImmutableIntArray.Builder packed) {
        for (int output = first; output < end; output++) {
            packed.add(filter.elements().get(filter.index(output, input, row, column)));
        }
    }

    /**
     * Convolution kernels read ahead by whole vectors: a length that is no multiple of a vector goes up to the next one, and one vector more
     * (200 int8 elements become 224). Dense filters are never padded.
     */
    private void pad(LayerFilter filter, ImmutableIntArray.Builder packed) {
        int rest = filter.elements().length() % lanes;
        if (filter.kind() != LayerFilter.Kind.DENSE && rest != 0) {
            for (int i = rest; i < 2 * lanes; i++) {
                packed.add(0);
            }
        }
    }
}
