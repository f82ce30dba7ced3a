package dev.espquant.exporter.model;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.LayerFilter;

/** Filters as the classes of a generated model want them, where these are not the graph's. */
final class FilterRewrites {
    private FilterRewrites() {}

    /** A dense layer's weights as those of a convolution with one tap, for input features in another order. */
    static LayerFilter pointwise(LayerFilter dense, int[] featuresInMemory) {
        ImmutableIntArray.Builder elements =
                ImmutableIntArray.builder(dense.elements().length());
        for (int output = 0; output < dense.outputs(); output++) {
            for (int feature : featuresInMemory) {
                elements.add(dense.elements().get(output * dense.inputs() + feature));
            }
        }
        return convolution(dense, dense.inputs(), elements.build());
    }

    /** A grouped convolution as one over all channels: weights between groups are zero, which changes no sum. */
    static LayerFilter blockDiagonal(LayerFilter grouped, int groups) {
        int taps = grouped.height() * grouped.width();
        int inputs = grouped.inputs() * groups;
        int[] elements = new int[grouped.outputs() * inputs * taps];
        for (int output = 0; output < grouped.outputs(); output++) {
            int first = output / (grouped.outputs() / groups) * grouped.inputs();
            for (int i = 0; i < grouped.inputs() * taps; i++) {
                elements[(output * inputs + first) * taps + i] =
                        grouped.elements().get(output * grouped.inputs() * taps + i);
            }
        }
        return convolution(grouped, inputs, ImmutableIntArray.copyOf(elements));
    }

    private static LayerFilter convolution(LayerFilter filter, int inputs, ImmutableIntArray elements) {
        return new LayerFilter(
                LayerFilter.Kind.CONVOLUTION,
                filter.outputs(),
                inputs,
                filter.height(),
                filter.width(),
                filter.dilationY(),
                filter.dilationX(),
                elements,
                filter.parameters());
    }
}
