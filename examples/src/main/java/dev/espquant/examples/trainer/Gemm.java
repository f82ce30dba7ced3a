package dev.espquant.examples.trainer;

import com.google.common.collect.ImmutableMap;
import dev.espquant.cli.demo.SplitMix64;
import dev.espquant.ir.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** ONNX {@code Gemm} with {@code transB = 1}: y = x weight^T + bias, with weight [outputs, inputs] as PyTorch stores it. */
final class Gemm implements Layer {
    private final String name;
    private final int inputs;
    private final int outputs;
    private final Parameter weight;
    private final Parameter bias;
    private Activations input = Activations.zeros(0, 0, 0, 0);

    Gemm(String name, int inputs, int outputs, SplitMix64 random) {
        this.name = name;
        this.inputs = inputs;
        this.outputs = outputs;
        this.weight = Parameter.trained(name + ".weight", 0, outputs, inputs);
        this.bias = Parameter.trained(name + ".bias", 0, outputs);
        Initialization.he(weight, random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String opType() {
        return "Gemm";
    }

    @Override
    public Map<String, Attribute> attributes() {
        return ImmutableMap.of("alpha", Attribute.of(1f), "beta", Attribute.of(1f), "transB", Attribute.of(1));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public Activations forward(Activations in, Mode mode) {
        if (in.channels() != 1 || in.area() != inputs) {
            throw new IllegalArgumentException(name + " takes [N, 1, 1, " + inputs + "]");
        }
        input = in;
        Activations out = Activations.zeros(in.count(), 1, 1, outputs);
        for (int to = 0; to < outputs; to++) {
            double[] row = Arrays.copyOfRange(weight.values(), to * inputs, (to + 1) * inputs);
            for (int image = 0; image < in.count(); image++) {
                out.plane(image, 0)[to] = Vectors.dot(in.plane(image, 0), row) + bias.values()[to];
            }
        }
        return out;
    }

    @Override
    public Activations backward(Activations outputGradient) {
        Activations inputGradient = input.zerosLike();
        for (int to = 0; to < outputs; to++) {
            double[] row = Arrays.copyOfRange(weight.values(), to * inputs, (to + 1) * inputs);
            double[] rowGradient = new double[inputs];
            for (int image = 0; image < input.count(); image++) {
                double dy = outputGradient.plane(image, 0)[to];
                bias.gradient()[to] += dy;
                Vectors.addScaled(dy, input.plane(image, 0), rowGradient);
                Vectors.addScaled(dy, row, inputGradient.plane(image, 0));
            }
            for (int from = 0; from < inputs; from++) {
                weight.gradient()[to * inputs + from] += rowGradient[from];
            }
        }
        return inputGradient;
    }
}
