package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.target.espdl3.Accumulator;
import java.util.Arrays;

/** Layers whose sums no input can bring out of their registers, in 64 bits: int16 above all. */
final class WideBody implements LayerBody {
    private final LayerShape shape;
    private final LayerRule rule;
    private final Weights weights;

    WideBody(LayerShape shape, LayerRule rule, Weights weights) {
        this.shape = shape;
        this.rule = rule;
        this.weights = weights;
    }

    /** Whether every register holds every sum on the way. */
    static boolean covers(LayerRule rule, Weights weights) {
        for (int n = 0; n < rule.outputs(); n++) {
            Accumulator register = rule.register(n);
            long bias = Math.abs(rule.bias(n));
            long products = weights.bound(n, rule.bits());
            if (bias < 0 || bias > register.max() || products > register.max() - bias) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void compute(NodeRun run, int first, int images) {
        int positions = shape.geometry().positions();
        int channels = shape.geometry().inChannels();
        int[] pixels = new int[shape.taps()];
        int[] patch = new int[pixels.length * channels];
        int[] pixel = new int[channels];
        int at = first * shape.geometry().outElements();
        for (int image = first; image < first + images; image++) {
            for (int position = 0; position < positions; position++) {
                shape.pixels(image, position, pixels);
                for (int tap = 0; tap < pixels.length; tap++) {
                    fill(run.input(0), pixels[tap], pixel);
                    System.arraycopy(pixel, 0, patch, tap * channels, channels);
                }
                for (int n = 0; n < rule.outputs(); n++) {
                    run.output(0).put(at++, rule.result(rule.bias(n) + sum(patch, n, channels), n));
                }
            }
        }
    }

    private static void fill(EspdlArray input, int from, int[] pixel) {
        if (from < 0) {
            Arrays.fill(pixel, 0);
        } else {
            input.toInts(from, pixel, pixel.length);
        }
    }

    private long sum(int[] patch, int n, int channels) {
        int[] w = weights.values();
        int offset = n * weights.length();
        int step = shape.depthwise() ? channels : 1;
        int from = shape.depthwise() ? n : 0;
        long sum = 0;
        for (int i = 0; i < weights.length(); i++) {
            sum += (long) patch[from + i * step] * w[offset + i];
        }
        return sum;
    }
}
