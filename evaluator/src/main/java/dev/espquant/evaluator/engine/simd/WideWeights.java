package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import jdk.incubator.vector.DoubleVector;

/**
 * Weights of a layer without groups as panels of doubles: for each pair of vectors of output channels, {@code [kernel row, kernel column, input
 * channel][two vectors]}. Where channels do not fill the last vectors, these overlap the ones before.
 */
final class WideWeights {
    private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

    private final int[] starts;
    private final int depth;
    private final double[] panels;

    /** The panels of a layer with at least one vector of output channels. */
    WideWeights(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        int channels = geometry.outChannels();
        int pairs = (channels + 2 * LANES - 1) / (2 * LANES);
        this.depth = geometry.depth();
        this.starts = new int[2 * pairs];
        this.panels = new double[2 * pairs * LANES * depth];
        for (int vector = 0; vector < starts.length; vector++) {
            starts[vector] = Math.min(vector * LANES, channels - LANES);
            for (int lane = 0; lane < LANES; lane++) {
                fill(layer, starts[vector] + lane, panel(vector / 2) + vector % 2 * LANES + lane);
            }
        }
    }

    private void fill(ConvLayer layer, int channel, int first) {
        KernelWindow window = layer.geometry().window();
        int to = first;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int in = 0; in < layer.geometry().inChannels(); in++) {
                    panels[to] = layer.weight(channel, row, column, in);
                    to += 2 * LANES;
                }
            }
        }
    }

    /** How many pairs of vectors there are. */
    int pairs() {
        return starts.length / 2;
    }

    /** The first output channel of one of a pair's vectors. */
    int channel(int pair, int vector) {
        return starts[2 * pair + vector];
    }

    /** Where a pair's panel begins. */
    int panel(int pair) {
        return pair * 2 * LANES * depth;
    }

    double[] panels() {
        return panels;
    }
}
