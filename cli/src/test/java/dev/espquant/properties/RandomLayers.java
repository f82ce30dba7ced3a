package dev.espquant.properties;

import dev.espquant.properties.ModelSketch.Value;
import java.util.ArrayList;
import java.util.List;

/** Random layers with weights: Conv, Gemm, MatMul, BatchNormalization. */
final class RandomLayers {
    private RandomLayers() {}

    static boolean convolution(ModelSketch s, Value x) {
        int spatial = x.rank() - 2;
        if (spatial < 1 || spatial > 2) {
            return false;
        }
        int channels = x.size(1);
        int group = s.pick(1, 1, channels, channels % 2 == 0 ? 2 : 1);
        int outputs = group * s.from(1, group == 1 ? 9 : 3);
        WindowSketch window = new WindowSketch(s, x, 3, /* mayDilate= */ true);
        int[] sizes = window.outputSizes(outputs);
        if (sizes.length == 0) {
            return false;
        }
        long[] weights = new long[x.rank()];
        weights[0] = outputs;
        weights[1] = channels / group;
        for (int i = 0; i < spatial; i++) {
            weights[2 + i] = window.kernel[i];
        }
        List<Object> attributes = window.attributes();
        if (s.chance(0.5)) {
            attributes.add("kernel_shape");
            attributes.add(window.kernel);
        }
        if (group > 1 || s.chance(0.3)) {
            attributes.add("group");
            attributes.add(group);
        }
        String inputs = x.name() + " " + s.constant(scale(s), 0.4, weights) + bias(s, 0.7, outputs);
        s.node("Conv", inputs, sizes, attributes.toArray());
        return true;
    }

    static boolean gemm(ModelSketch s, Value x) {
        if (x.rank() != 2) {
            return false;
        }
        boolean transA = !s.openBatch && s.chance(0.2);
        boolean transB = s.chance(0.5);
        int rows = x.size(transA ? 1 : 0);
        int depth = x.size(transA ? 0 : 1);
        int columns = s.from(1, 10);
        List<Object> attributes = new ArrayList<>();
        add(attributes, transA || s.chance(0.2), "transA", transA ? 1 : 0);
        add(attributes, transB || s.chance(0.2), "transB", transB ? 1 : 0);
        add(attributes, s.chance(0.3), "alpha", s.pick(0.5f, 3f, -1.25f, 1f));
        add(attributes, s.chance(0.3), "beta", s.pick(0.25f, 2f, -1f, 0f));
        String weights = transB ? s.constant(scale(s), 0.4, columns, depth) : s.constant(scale(s), 0.4, depth, columns);
        String bias = s.opset < 11 ? bias(s, 1, columns) : bias(s, 0.6, s.chance(0.15) ? 1 : columns);
        s.node("Gemm", x.name() + " " + weights + bias, new int[] {rows, columns}, attributes.toArray());
        return true;
    }

    static boolean matMul(ModelSketch s, Value x) {
        if (x.rank() < 2 || x.rank() > 4) {
            return false;
        }
        int[] sizes = x.sizes().clone();
        sizes[x.rank() - 1] = s.from(1, 8);
        String weights = s.constant(scale(s), 0.4, x.size(x.rank() - 1), sizes[x.rank() - 1]);
        s.node("MatMul", x.name() + " " + weights, sizes);
        return true;
    }

    static boolean batchNormalization(ModelSketch s, Value x) {
        if (x.rank() < 2 || x.rank() > 4) {
            return false;
        }
        int channels = x.size(1);
        float[] variances = new float[channels];
        for (int c = 0; c < channels; c++) {
            variances[c] = (float) Math.exp(s.random.nextGaussian());
        }
        String inputs =
                x.name() + " " + s.constant(scale(s), 0, channels) + " " + s.constant(scale(s), 0, channels) + " "
                        + s.constant(1, 0, channels) + " "
                        + s.initializer(dev.espquant.ir.Tensor.ofFloats(new long[] {channels}, variances));
        s.node("BatchNormalization", inputs, x.sizes(), "epsilon", s.pick(1e-5f, 1e-3f));
        return true;
    }

    private static String bias(ModelSketch s, double share, int channels) {
        return s.chance(share) ? " " + s.constant(scale(s), 0.2, channels) : "";
    }

    /** The magnitude of weights spans what trained networks show, and some more. */
    private static double scale(ModelSketch s) {
        return Math.scalb(1.0, s.from(-5, 1));
    }

    private static void add(List<Object> attributes, boolean wanted, String name, Object value) {
        if (wanted) {
            attributes.add(name);
            attributes.add(value);
        }
    }
}
