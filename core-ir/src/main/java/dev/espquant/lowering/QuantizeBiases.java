package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Biases in integers at the exponent of the accumulator, {@code input + filter}, of each channel where channels have their own; clipped to the
 * range that the target's accumulator starts from. Checks that no layer would have to shift its sum to the left, which kernels cannot.
 */
final class QuantizeBiases implements LoweringStep {
    private final EspDl3Arithmetic arithmetic;

    QuantizeBiases(EspDl3Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    @Override
    public Draft apply(Draft draft) {
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        for (Node node : draft.nodes()) {
            boolean filters = (node.is("Conv") || node.is("Gemm") || node.is("MatMul"))
                    && draft.constants().containsKey(node.inputs().get(1));
            builder.node(filters ? quantized(draft, node, builder) : node);
            node.outputs().forEach(output -> builder.value(output, draft.value(output)));
        }
        return builder.build();
    }

    private Node quantized(Draft draft, Node node, DraftBuilder builder) {
        int input = draft.value(node.inputs().get(0)).exponent();
        int output = draft.value(node.output()).exponent();
        ImmutableIntArray filter = draft.constant(node.inputs().get(1)).exponents();
        ImmutableIntArray sums = ImmutableIntArray.copyOf(filter.stream().map(e -> e + input));
        if (sums.stream().anyMatch(sum -> sum > output)) {
            throw GraphException.because("its sums have exponent "
                            + sums.stream().max().orElse(0) + ", coarser than that of its output, " + output
                            + "; kernels cannot shift to the left")
                    .node(node)
                    .fix("calibrate again; if you set exponents yourself, raise the output's")
                    .build();
        }
        if (node.inputs().size() < 3) {
            return node;
        }
        EspdlTensor bias = draft.constant(node.inputs().get(2));
        BitWidth bits = QuantType.is16(node) ? BitWidth.INT16 : BitWidth.INT8;
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(2, builder.constant(bias.name(), integers(bias.elements(), sums, bits), sums));
        return node.withInputs(inputs);
    }

    private Tensor integers(Tensor bias, ImmutableIntArray exponents, BitWidth bits) {
        IntegerPath path = arithmetic.path(bits);
        DataType type = path.biasType();
        float[] real = bias.toFloats();
        long[] integers = new long[real.length];
        for (int i = 0; i < integers.length; i++) {
            int exponent = exponents.get(exponents.length() == 1 ? 0 : i);
            double scaled = arithmetic.shiftRounding().round(Math.scalb((double) real[i], -exponent));
            integers[i] = Math.max(path.biasMin(), Math.min(path.biasMax(), (long) scaled));
        }
        return IntegerTensors.of(type, bias.sizes(), integers);
    }
}
