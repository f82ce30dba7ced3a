package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.target.espdl1.EspDl1Arithmetic;
import java.util.Objects;
import java.util.Optional;

/** Quantizes the constants of one node after the other: weights, biases, slopes, and constant operands. */
final class LayerQuantizer {
    /** Operators whose constant operand has an exponent of its own, which tables do not list. */
    private static final ImmutableSet<String> ELEMENTWISE = ImmutableSet.of("Add", "Sub", "Mul", "Max", "Min");

    /** What a tensor of zeros gets: small enough never to force another operand to a larger exponent. ESP-DL 1.x: channels without weights. */
    private static final int EXPONENT_OF_ZERO = -15;

    private final Graph graph;
    private final QuantizationTable table;
    private final TargetRuntime facts;
    private final ImmutableMap<String, QuantizationParameters> values;
    private final QuantizedConstants constants;

    LayerQuantizer(
            Graph graph,
            QuantizationTable table,
            TargetRuntime facts,
            ImmutableMap<String, QuantizationParameters> values,
            QuantizedConstants constants) {
        this.graph = graph;
        this.table = table;
        this.facts = facts;
        this.values = values;
        this.constants = constants;
    }

    void quantize(Node node) {
        Optional<WeightedLayer> layer = WeightedLayer.of(graph, node);
        if (layer.isPresent()) {
            weights(node, layer.get());
        } else if (node.is("LeakyRelu")) {
            alpha(node);
        } else if (node.is("PRelu")) {
            slopes(node);
        } else if (node.is("Concat")) {
            operands(node, Optional.of(activation(node.output()).exponent()));
        } else if (node.domain().isEmpty() && ELEMENTWISE.contains(node.opType())) {
            operands(node, Optional.empty());
        }
    }

    private void weights(Node node, WeightedLayer layer) {
        QuantizationParameters parameters = weightParameters(node, layer);
        put(node, layer.weightsName(), layer.weights(), parameters);
        layer.bias()
                .ifPresent(
                        bias -> put(node, bias.name(), bias.values(), biasParameters(node, bias.name(), parameters)));
    }

    private QuantizationParameters weightParameters(Node node, WeightedLayer layer) {
        ImmutableIntArray exponents = table.get(layer.weightsName()).exponents();
        exponents.forEach(e -> Quantizer.checked(layer.weightsName(), e));
        int expected = table.scheme().granularity() == Granularity.PER_CHANNEL ? layer.outputChannels() : 1;
        if (exponents.length() != expected) {
            throw GraphException.because("quantization " + table.scheme() + " needs " + expected
                            + (expected == 1 ? " exponent" : " exponents") + " for its weights, the table gives "
                            + exponents.length())
                    .node(node)
                    .value(layer.weightsName())
                    .fix(
                            "calibrate this very model; tables of other tools: weights of a Gemm without transB may be listed by row")
                    .build();
        }
        return new QuantizationParameters(table.scheme().bits(), exponents, expected == 1 ? 0 : layer.channelAxis());
    }

    /**
     * Per tensor, biases have the output's exponent and the activations' width; per channel, the accumulator's exponent after its headroom
     * shift, in a wider integer. The arithmetic adds them as they are, so no other exponent would be right.
     */
    private QuantizationParameters biasParameters(Node node, String name, QuantizationParameters weights) {
        QuantizationParameters needed;
        if (table.scheme().granularity() == Granularity.PER_TENSOR) {
            needed = activation(node.output());
        } else {
            int input = activation(node.inputs().get(0)).exponent();
            EspDl1Arithmetic.PerChannel perChannel = EspDl1.arithmetic(facts).perChannel();
            int headroom = perChannel.headroomBits();
            int[] exponents = weights.exponents().stream()
                    .map(weight -> input + weight + headroom)
                    .toArray();
            needed = QuantizationParameters.perChannel(perChannel.biasBits(), exponents, 0);
        }
        ImmutableIntArray listed = table.get(name).exponents();
        if (!listed.equals(needed.exponents())) {
            throw GraphException.because("a bias must have the exponent that it is added at, " + needed.exponents()
                            + "; the table gives " + listed)
                    .node(node)
                    .value(name)
                    .fix(
                            "calibrate again; if several nodes share the bias, run 'espquant optimize' first, which gives each one its own")
                    .build();
        }
        return needed;
    }

    /** The integers that the exporter writes; the arithmetic of LeakyRelu itself does not use the table's exponent. */
    private void alpha(Node node) {
        float alpha = node.floatAttribute("alpha", 0.01f);
        String name = node.name() + "_alpha";
        Tensor floats = Tensor.ofFloats(new long[0], alpha);
        int exponent =
                table.find(name).map(entry -> single(node, name, entry)).orElseGet(() -> smallestExponent(floats));
        put(node, name, floats, QuantizationParameters.perTensor(table.scheme().bits(), exponent));
    }

    private void slopes(Node node) {
        String name = node.inputs().get(1);
        int exponent = single(node, name, table.get(name));
        put(
                node,
                name,
                constant(name),
                QuantizationParameters.perTensor(table.scheme().bits(), exponent));
    }

    private void operands(Node node, Optional<Integer> commonExponent) {
        for (String name : node.inputs()) {
            if (graph.initializers().containsKey(name)) {
                Tensor floats = constant(name);
                int exponent = commonExponent.orElseGet(() -> smallestExponent(floats));
                put(
                        node,
                        name,
                        floats,
                        QuantizationParameters.perTensor(table.scheme().bits(), exponent));
            }
        }
    }

    private void put(Node node, String name, Tensor floats, QuantizationParameters parameters) {
        QuantizedTensor tensor;
        try {
            tensor = Quantizer.quantize(floats, parameters);
        } catch (GraphException e) {
            throw GraphException.because(Objects.requireNonNullElse(e.getMessage(), "it cannot be quantized"))
                    .node(node)
                    .value(name)
                    .cause(e)
                    .build();
        }
        constants.put(node, name, tensor);
    }

    private int smallestExponent(Tensor floats) {
        double largest = 0;
        for (double value : floats.toDoubles()) {
            largest = Math.max(largest, Math.abs(value));
        }
        // A number that is not finite is reported when it is quantized.
        return largest == 0 || !Double.isFinite(largest)
                ? EXPONENT_OF_ZERO
                : Exponents.ceilLog2(largest / table.scheme().bits().max());
    }

    private int single(Node node, String name, TableEntry entry) {
        if (entry.exponents().length() != 1) {
            throw GraphException.because("slopes have one exponent, the table gives "
                            + entry.exponents().length())
                    .node(node)
                    .value(name)
                    .fix("calibrate this very model")
                    .build();
        }
        return Quantizer.checked(name, entry.exponents().get(0));
    }

    private QuantizationParameters activation(String value) {
        return Optional.ofNullable(values.get(value)).orElseThrow();
    }

    private Tensor constant(String name) {
        return graph.initializer(name).orElseThrow();
    }
}
