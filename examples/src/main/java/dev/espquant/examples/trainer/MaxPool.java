package dev.espquant.examples.trainer;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import java.util.Map;

/** ONNX {@code MaxPool} over windows of 2 x 2, stride 2, no padding: an odd last row or column is left out. */
final class MaxPool implements Layer {
    static final int WINDOW = 2;

    private final String name;
    private Activations input = Activations.zeros(0, 0, 0, 0);
    /** For each output, by plane, the index in the input's plane that it came from; the first one of equals. */
    private int[][] winners = {};

    MaxPool(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String opType() {
        return "MaxPool";
    }

    @Override
    public Map<String, Attribute> attributes() {
        return ImmutableMap.of(
                "ceil_mode", Attribute.of(0),
                "kernel_shape", Attribute.ofInts(WINDOW, WINDOW),
                "pads", Attribute.ofInts(0, 0, 0, 0),
                "strides", Attribute.ofInts(WINDOW, WINDOW));
    }

    @Override
    public Activations forward(Activations in, Mode mode) {
        input = in;
        Activations out = Activations.zeros(in.count(), in.channels(), in.height() / WINDOW, in.width() / WINDOW);
        winners = new int[out.planes().length][out.area()];
        for (int p = 0; p < winners.length; p++) {
            double[] x = in.planes()[p];
            for (int i = 0; i < out.area(); i++) {
                int winner = winner(x, WINDOW * (i / out.width() * in.width() + i % out.width()), in.width());
                winners[p][i] = winner;
                out.planes()[p][i] = x[winner];
            }
        }
        return out;
    }

    @Override
    public Activations backward(Activations outputGradient) {
        Activations inputGradient = input.zerosLike();
        for (int p = 0; p < winners.length; p++) {
            double[] dx = inputGradient.planes()[p];
            double[] dy = outputGradient.planes()[p];
            for (int i = 0; i < dy.length; i++) {
                dx[winners[p][i]] += dy[i];
            }
        }
        return inputGradient;
    }

    /** The index of the largest value in the window whose upper left corner has index {@code corner}. */
    private static int winner(double[] plane, int corner, int width) {
        int best = corner;
        for (int y = 0; y < WINDOW; y++) {
            for (int x = 0; x < WINDOW; x++) {
                int index = corner + y * width + x;
                best = plane[index] > plane[best] ? index : best;
            }
        }
        return best;
    }
}
