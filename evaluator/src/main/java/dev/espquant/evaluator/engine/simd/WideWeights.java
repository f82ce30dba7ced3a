package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import jdk.incubator.vector.DoubleVector;

/**
 * Weights of a layer without groups as panels of doubles, one for each of the {@link ColumnGroups} of output channels: {@code [kernel row, kernel column,
 * input channel][vectors]}.
 */
final class WideWeights {
    private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

    private final ColumnGroups groups;
    private final int depth;
    private final double[] panels;

    /**
     * The panels of a layer with at least one vector of output channels.
     *
     * @param scales what the weights of each channel are multiplied by
     */
    WideWeights(ConvLayer layer, double[] scales) {
        ConvGeometry geometry = layer.geometry();
        this.depth = geometry.depth();
        this.groups = new ColumnGroups(geometry.outChannels(), LANES);
        this.panels = new double[groups.vectors() * LANES * depth];
        for (int group = 0; group < groups.vectors(); group += groups.size(group)) {
            int step = groups.size(group) * LANES;
            for (int lane = 0; lane < step; lane++) {
                int channel = groups.column(group + lane / LANES) + lane % LANES;
                fill(layer, channel, scales[channel], panel(group) + lane, step);
            }
        }
    }

    private void fill(ConvLayer layer, int channel, double scale, int first, int step) {
        KernelWindow window = layer.geometry().window();
        int to = first;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int in = 0; in < layer.geometry().inChannels(); in++) {
                    panels[to] = layer.weight(channel, row, column, in) * scale;
                    to += step;
                }
            }
        }
    }

    /** Which vectors of output channels share a panel. */
    ColumnGroups groups() {
        return groups;
    }

    /** Where the panel of the group that begins at a vector begins. */
    int panel(int vector) {
        return vector * LANES * depth;
    }

    double[] panels() {
        return panels;
    }
}
