package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/**
 * Folds a constant factor or summand into the scale or offset of the normalization before it.
 *
 * <pre>
 * x -> LayerNormalization(scale) -> Mul g -> y                becomes        x -> LayerNormalization(scale * g) -> y
 * x -> LayerNormalization(scale) -> Add b -> y                becomes        x -> LayerNormalization(scale, b) -> y
 * x -> RMSNormalization(scale) -> Mul g -> y                  becomes        x -> RMSNormalization(scale * g) -> y
 * </pre>
 *
 * Only if the constant varies along the normalized axes at most, and nothing else reads the normalization's output.
 */
@AutoService(GraphPass.class)
public final class FuseAffineIntoLayerNormalization extends PatternPass {
    public FuseAffineIntoLayerNormalization() {
        super(
                "fuse_affine_into_layer_normalization",
                "folds a constant factor or summand into the LayerNormalization or RMSNormalization before it",
                Phase.FUSE,
                Pattern.op("Add", "Mul")
                        .eitherWithConstant(
                                Pattern.op("LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization")
                                        .as("norm")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2),
                                "operand"));
    }

    @Override
    protected void rewrite(Match match) {
        Node norm = match.node("norm");
        Tensor scale = match.requiredConstant(norm, 1);
        Tensor operand = match.constant(match.value("operand")).orElseThrow();
        Optional<Shape> shape = match.shape(norm.output()).filter(s -> s.rank() >= operand.rank());
        boolean adds = match.root().is("Add");
        if (shape.isEmpty()
                || (adds && !norm.is("LayerNormalization"))
                || scale.elementCount() == 1
                || !PerChannel.isFloat(scale)
                || !PerChannel.isFloat(operand)) {
            return;
        }
        Optional<Tensor> bias = match.constant(norm, 2);
        List<String> inputs = new ArrayList<>(norm.inputs());
        if (adds) {
            Tensor old = bias.orElseGet(() -> zeros(scale));
            combined(old, operand, Double::sum).ifPresent(sum -> {
                String name = bias.isPresent()
                        ? match.updateConstant(inputs.get(2), sum)
                        : match.addConstant(norm.name() + "_bias", sum);
                finish(match, norm.withInputs(List.of(inputs.get(0), inputs.get(1), name)));
            });
            return;
        }
        DoubleBinaryOperator times = (a, b) -> a * b;
        combined(scale, operand, times).ifPresent(product -> {
            inputs.set(1, match.updateConstant(inputs.get(1), product));
            bias.flatMap(b -> combined(b, operand, times))
                    .ifPresent(b -> inputs.set(2, match.updateConstant(inputs.get(2), b)));
            finish(match, norm.withInputs(inputs));
        });
    }

    private static void finish(Match match, Node norm) {
        match.replace(norm.withOutputs(match.root().outputs()));
    }

    private static Tensor zeros(Tensor like) {
        return Tensor.ofFloats(like.sizes(), new float[like.elementCount()]);
    }

    /** A parameter and a constant, element by element; empty unless the constant is a scalar or varies as the parameter does. */
    private static Optional<Tensor> combined(Tensor parameter, Tensor constant, DoubleBinaryOperator operator) {
        long[] sizes = constant.sizes();
        int extra = Math.max(0, sizes.length - parameter.rank());
        boolean fits = Arrays.stream(sizes, 0, extra).allMatch(s -> s == 1)
                && Arrays.equals(Arrays.copyOfRange(sizes, extra, sizes.length), parameter.sizes());
        if (!fits && constant.elementCount() != 1) {
            return Optional.empty();
        }
        double[] values = parameter.toDoubles();
        double[] operand = constant.toDoubles();
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) operator.applyAsDouble(values[i], operand[operand.length == 1 ? 0 : i]);
        }
        return Optional.of(Tensor.ofFloats(parameter.sizes(), result)).filter(PerChannel::isFinite);
    }
}
