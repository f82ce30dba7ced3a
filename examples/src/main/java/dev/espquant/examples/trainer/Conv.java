package dev.espquant.examples.trainer;

import com.google.common.collect.ImmutableMap;
import dev.espquant.cli.demo.SplitMix64;
import dev.espquant.ir.Attribute;
import java.util.List;
import java.util.Map;

/**
 * ONNX {@code Conv} in two dimensions without bias (a batch normalization follows), stride 1, "same" padding. With as many
 * groups as channels it is a depthwise convolution, with a kernel of 1 a pointwise one.
 */
final class Conv implements Layer {
    private final String name;
    private final int inputs;
    private final int outputs;
    private final int kernel;
    private final int groups;
    private final Parameter weight;
    private Activations input = Activations.zeros(0, 0, 0, 0);

    private Conv(String name, int inputs, int outputs, int kernel, int groups, SplitMix64 random) {
        this.name = name;
        this.inputs = inputs;
        this.outputs = outputs;
        this.kernel = kernel;
        this.groups = groups;
        this.weight = Parameter.trained(name + ".weight", 0, outputs, inputs / groups, kernel, kernel);
        Initialization.he(weight, random);
    }

    /** Every output channel sees every input channel through its own {@code kernel} x {@code kernel} (odd) weights. */
    static Conv full(String name, int inputs, int outputs, int kernel, SplitMix64 random) {
        return new Conv(name, inputs, outputs, kernel, 1, random);
    }

    /** Each channel sees only itself. */
    static Conv depthwise(String name, int channels, int kernel, SplitMix64 random) {
        return new Conv(name, channels, channels, kernel, channels, random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String opType() {
        return "Conv";
    }

    @Override
    public Map<String, Attribute> attributes() {
        long border = kernel / 2;
        return ImmutableMap.of(
                "dilations", Attribute.ofInts(1, 1),
                "group", Attribute.of(groups),
                "kernel_shape", Attribute.ofInts(kernel, kernel),
                "pads", Attribute.ofInts(border, border, border, border),
                "strides", Attribute.ofInts(1, 1));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }

    @Override
    public Activations forward(Activations in, Mode mode) {
        if (in.channels() != inputs) {
            throw new IllegalArgumentException(name + " takes " + inputs + " channels, not " + in.channels());
        }
        input = in;
        Activations out = Activations.zeros(in.count(), outputs, in.height(), in.width());
        forEachTap((image, from, tap) -> {
            double[] seen = shifted(in.plane(image, from), tap, 1);
            for (int to = firstOutput(from); to < firstOutput(from) + outputs / groups; to++) {
                Vectors.addScaled(weight.values()[index(from, to, tap)], seen, out.plane(image, to));
            }
        });
        return out;
    }

    /** Moving a plane is linear, and the gradient moves back the opposite way. */
    @Override
    public Activations backward(Activations outputGradient) {
        Activations inputGradient = input.zerosLike();
        forEachTap((image, from, tap) -> {
            double[] seen = shifted(input.plane(image, from), tap, 1);
            double[] seenGradient = new double[seen.length];
            for (int to = firstOutput(from); to < firstOutput(from) + outputs / groups; to++) {
                double[] gradient = outputGradient.plane(image, to);
                int index = index(from, to, tap);
                weight.gradient()[index] += Vectors.dot(seen, gradient);
                Vectors.addScaled(weight.values()[index], gradient, seenGradient);
            }
            Vectors.addScaled(1, shifted(seenGradient, tap, -1), inputGradient.plane(image, from));
        });
        return inputGradient;
    }

    /** The plane as one weight of the kernel sees it ({@code sign} 1), or moved the other way (-1). */
    private double[] shifted(double[] plane, int tap, int sign) {
        int down = sign * (tap / kernel - kernel / 2);
        int right = sign * (tap % kernel - kernel / 2);
        return Vectors.shifted(plane, input.height(), input.width(), down, right);
    }

    private int firstOutput(int from) {
        return from / (inputs / groups) * (outputs / groups);
    }

    private int index(int from, int to, int tap) {
        return (to * (inputs / groups) + from % (inputs / groups)) * kernel * kernel + tap;
    }

    private void forEachTap(TapVisitor visitor) {
        for (int image = 0; image < input.count(); image++) {
            for (int from = 0; from < inputs; from++) {
                for (int tap = 0; tap < kernel * kernel; tap++) {
                    visitor.visit(image, from, tap);
                }
            }
        }
    }

    /** Takes an image, an input channel, and the number of a weight in a kernel, row-major. */
    @FunctionalInterface
    private interface TapVisitor {
        void visit(int image, int from, int tap);
    }
}
