package dev.espquant.exporter.qdq;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The integers of weights, biases and constant operands, each behind a DequantizeLinear. */
final class QdqConstants {
    private final QuantizedGraph quantized;
    private final QdqNodes nodes;
    private final Set<String> added = new HashSet<>();

    QdqConstants(QuantizedGraph quantized, QdqNodes nodes) {
        this.quantized = quantized;
        this.nodes = nodes;
    }

    /** The real numbers of a constant that has integers. */
    String dequantized(String constant) {
        String real = nodes.names().of(constant, "real");
        if (added.add(constant)) {
            QuantizedTensor tensor = quantized.constant(constant);
            QuantizationParameters parameters = tensor.parameters();
            String integers = nodes.constant(constant, "integers", tensor.integers());
            nodes.dequantize(integers, real, parameters.bits().dataType(), parameters.exponents(), parameters.axis());
        }
        return real;
    }

    /**
     * A layer with constant weights, over integers; empty if the node is none. Factors of a Gemm and the statistics of a batch normalization are part
     * of the integers already.
     *
     * @param input what the layer reads
     */
    Optional<Node> layer(Node node, String input) {
        boolean weighted = node.domain().isEmpty()
                && node.input(1).filter(quantized.constants()::containsKey).isPresent();
        if (!weighted) {
            return Optional.empty();
        }
        return switch (node.opType()) {
            case "Conv", "MatMul" -> Optional.of(node.withInputs(affine(node, input)));
            case "Gemm" -> Optional.of(node.withInputs(affine(node, input)).withAttributes(transpositions(node)));
            case "BatchNormalization" -> Optional.of(normalization(node, input));
            default -> Optional.empty(); // an element-wise operator with a constant operand
        };
    }

    private List<String> affine(Node node, String input) {
        String weights = node.inputs().get(1);
        List<String> inputs = new ArrayList<>(List.of(input, dequantized(weights)));
        node.input(2).ifPresent(bias -> inputs.add(bias(node, weights, bias)));
        return inputs;
    }

    /**
     * ONNX wants biases at the exponent of the sums; where their integers do not fit there, the real numbers are stored. A graph for ESP-DL 3.x still has
     * real ones, which become integers of that exponent.
     */
    private String bias(Node node, String weights, String bias) {
        int[] sums = quantized.constant(weights).parameters().exponents().stream()
                .map(e -> e + quantized.exponent(node.inputs().get(0)))
                .toArray();
        String role = "bias of " + node.name();
        Optional<Tensor> unquantized = quantized.constants().containsKey(bias)
                ? Optional.empty()
                : quantized.graph().initializer(bias);
        Optional<WideBias> wide = unquantized
                .map(reals -> WideBias.rounded(reals.toFloats(), sums))
                .or(() -> WideBias.of(quantized.constant(bias), sums));
        if (wide.isEmpty()) {
            return nodes.constant(bias, role, WideBias.reals(quantized.constant(bias)));
        }
        String real = nodes.names().of(bias, role);
        String integers = nodes.constant(bias, role + " in integers", wide.get().integers());
        nodes.dequantize(
                integers, real, wide.get().integers().type(), wide.get().exponents(), 0);
        return real;
    }

    private static Map<String, Attribute> transpositions(Node gemm) {
        ImmutableMap.Builder<String, Attribute> attributes = ImmutableMap.builder();
        for (String name : List.of("transA", "transB")) {
            gemm.attribute(name).ifPresent(value -> attributes.put(name, value));
        }
        return attributes.buildOrThrow();
    }

    private Node normalization(Node node, String input) {
        String weights = node.inputs().get(1);
        float[] numbers = new float[quantized.constant(weights).integers().elementCount()];
        long[] sizes = {numbers.length};
        String mean = nodes.constant(node.output(), "mean", Tensor.ofFloats(sizes, numbers.clone()));
        Arrays.fill(numbers, 1);
        String variance = nodes.constant(node.output(), "variance", Tensor.ofFloats(sizes, numbers));
        String bias = bias(node, weights, node.inputs().get(2));
        return node.withInputs(List.of(input, dequantized(weights), bias, mean, variance))
                .withAttributes(Map.of("epsilon", Attribute.of(0f)));
    }
}
