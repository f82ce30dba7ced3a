package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Violation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Applies a quantization table to a model: every constant that takes part in arithmetic becomes integers, every value learns what its integers
 * mean. The result says everything that simulation and export need.
 */
public final class Quantizer {
    /** Exponents outside of this range are no calibration result: they would need values beyond what a float holds in practice. */
    private static final int LARGEST_EXPONENT = 63;

    private static final Logger LOG = System.getLogger(Quantizer.class.getName());

    private Quantizer() {}

    /**
     * Quantizes a model for one chip and one runtime.
     *
     * @param model a float model; its shapes are inferred here
     * @param table exponents of every input, node output, weight, bias and slope. Constants of Add, Sub, Mul, Max and Min, which tables do not
     *     list, take the smallest exponent at which nothing saturates
     * @throws dev.espquant.ir.UnsupportedModelException if the target cannot run the model in the table's scheme; its message lists every reason
     * @throws GraphException if the table does not fit the model
     */
    public static QuantizedGraph quantize(Model model, QuantizationTable table, Target target, Runtime runtime) {
        TargetRuntime facts = target.require(runtime);
        Model typed = ShapeInference.infer(model);
        checkSupport(typed.graph(), table.scheme(), target, facts);
        if (runtime == Runtime.ESP_DL_3) {
            return new EspDl3Quantizer(typed, table, target, facts).quantize();
        }
        ImmutableMap<String, QuantizationParameters> values = values(typed.graph(), table);
        QuantizedConstants constants = new QuantizedConstants();
        LayerQuantizer layers = new LayerQuantizer(typed.graph(), table, facts, values, constants);
        typed.graph().nodes().forEach(layers::quantize);
        ExponentConsistency.check(typed.graph(), facts.operators(), values)
                .forEach(warning -> LOG.log(Level.WARNING, warning));
        return new QuantizedGraph(typed, target, facts, table.scheme(), values, constants.build());
    }

    /**
     * The integers of a real constant: {@code value / 2^exponent}, rounded half to even, then saturated to the width. ESP-DL 1.x quantizes
     * weights, biases, slopes and inputs so (equal to the vendor's tables and exports on every golden vector).
     *
     * @throws GraphException if an element is not a finite number
     */
    public static QuantizedTensor quantize(Tensor floats, QuantizationParameters parameters) {
        return quantize(floats, parameters, RoundingMode.HALF_EVEN);
    }

    /** As {@link #quantize(Tensor, QuantizationParameters)}, rounded as a target says. */
    public static QuantizedTensor quantize(Tensor floats, QuantizationParameters parameters, RoundingMode rounding) {
        double[] values = floats.toDoubles();
        BitWidth bits = parameters.bits();
        long[] sizes = floats.sizes();
        boolean perChannel = parameters.exponents().length() > 1;
        int inner = perChannel ? innerSize(sizes, parameters.axis()) : 1;
        int channels = parameters.exponents().length();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bits.dataType().byteSize(values.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            int exponent = parameters.exponent(perChannel ? i / inner % channels : 0);
            int integer = quantize(values[i], exponent, bits, rounding);
            if (bits == BitWidth.INT8) {
                bytes.put((byte) integer);
            } else {
                bytes.putShort((short) integer);
            }
        }
        return new QuantizedTensor(Tensor.ofBytes(bits.dataType(), sizes, bytes.flip()), parameters);
    }

    /** One real number's integer; {@link GraphException} if it is not finite. */
    public static int quantize(double value, int exponent, BitWidth bits) {
        return quantize(value, exponent, bits, RoundingMode.HALF_EVEN);
    }

    private static int quantize(double value, int exponent, BitWidth bits, RoundingMode rounding) {
        if (!Double.isFinite(value)) {
            throw GraphException.because("it holds " + value + ", which no integer stands for")
                    .fix("export the model again, or retrain it: its training has diverged")
                    .build();
        }
        return bits.saturate((long) rounding.round(Math.scalb(value, -exponent)));
    }

    private static int innerSize(long[] sizes, int axis) {
        long inner = 1;
        for (int i = axis + 1; i < sizes.length; i++) {
            inner *= sizes[i];
        }
        return Math.toIntExact(inner);
    }

    private static void checkSupport(Graph graph, QuantizationScheme scheme, Target target, TargetRuntime facts) {
        List<String> reasons = new ArrayList<>();
        if (!facts.schemes().contains(scheme)) {
            reasons.add("quantization " + scheme + " does not exist there. Fix: calibrate with one of "
                    + facts.schemes().stream().map(QuantizationScheme::toString).collect(Collectors.joining(", ")));
        }
        for (ValueInfo input : graph.inputs()) {
            if (!isReal(input)) {
                reasons.add("model input '" + input.name()
                        + "' is not a tensor of real numbers. Fix: compute what depends on it outside the" + " model");
            }
        }
        facts.operators().check(graph).stream().map(Violation::toString).forEach(reasons::add);
        for (ValueInfo output : graph.outputs()) {
            if (graph.initializers().containsKey(output.name())) {
                reasons.add("model output '" + output.name() + "' is a constant. Fix: remove it from the outputs");
            }
        }
        if (!reasons.isEmpty()) {
            throw GraphException.because(target.title() + " under "
                            + facts.runtime().title() + " cannot run this model:\n  " + String.join("\n  ", reasons))
                    .buildUnsupported();
        }
    }

    private static boolean isReal(ValueInfo input) {
        return input.type() instanceof TensorType type
                && type.elementType()
                        .filter(t -> t == DataType.FLOAT
                                || t == DataType.FLOAT16
                                || t == DataType.BFLOAT16
                                || t == DataType.DOUBLE)
                        .isPresent();
    }

    private static ImmutableMap<String, QuantizationParameters> values(Graph graph, QuantizationTable table) {
        ImmutableMap.Builder<String, QuantizationParameters> values = ImmutableMap.builder();
        for (ValueInfo input : graph.inputs()) {
            values.put(input.name(), activation(input.name(), table));
        }
        for (Node node : graph.nodes()) {
            values.put(node.output(), activation(node.output(), table));
        }
        return values.buildOrThrow();
    }

    private static QuantizationParameters activation(String value, QuantizationTable table) {
        TableEntry entry = table.get(value);
        if (entry.exponents().length() != 1) {
            throw GraphException.because("an activation has one exponent, the table gives it "
                            + entry.exponents().length())
                    .value(value)
                    .fix("calibrate this very model")
                    .build();
        }
        return QuantizationParameters.perTensor(
                table.scheme().bits(), checked(value, entry.exponents().get(0)));
    }

    /** An exponent of a table, if it is one that arithmetic can be done with. */
    static int checked(String value, int exponent) {
        if (exponent < -LARGEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            throw GraphException.because("exponent " + exponent + " is out of range: [-" + LARGEST_EXPONENT + ", "
                            + LARGEST_EXPONENT + "]")
                    .value(value)
                    .fix(
                            "calibrate again; if the table comes from another tool, its scales may be read the wrong way round")
                    .build();
        }
        return exponent;
    }
}
