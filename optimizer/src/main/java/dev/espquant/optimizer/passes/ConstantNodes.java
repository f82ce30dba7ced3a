package dev.espquant.optimizer.passes;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a Constant node holds, in each of the forms that ONNX allows. */
public final class ConstantNodes {
    private ConstantNodes() {}

    /** The tensor of a Constant node; empty for other nodes and for sparse tensors. */
    public static Optional<Tensor> tensor(Node node) {
        if (!node.is("Constant")) {
            return Optional.empty();
        }
        for (Map.Entry<String, Attribute> entry : node.attributes().entrySet()) {
            Optional<Tensor> tensor = tensor(entry.getKey(), entry.getValue());
            if (tensor.isPresent()) {
                return tensor;
            }
        }
        return Optional.empty();
    }

    /** The constant behind a value, be it an initializer or a Constant node's output. */
    public static Optional<Tensor> of(Graph graph, String value) {
        return graph.initializer(value).or(() -> graph.producer(value).flatMap(ConstantNodes::tensor));
    }

    private static Optional<Tensor> tensor(String name, Attribute value) {
        return switch (name) {
            case "value" -> value instanceof Attribute.OfTensor t ? Optional.of(t.value()) : Optional.empty();
            case "value_float" ->
                value instanceof Attribute.OfFloat f
                        ? Optional.of(Tensor.ofFloats(new long[0], f.value()))
                        : Optional.empty();
            case "value_floats" -> value instanceof Attribute.OfFloats f ? Optional.of(floats(f)) : Optional.empty();
            case "value_int" ->
                value instanceof Attribute.OfInt i
                        ? Optional.of(Tensor.ofLongs(new long[0], i.value()))
                        : Optional.empty();
            case "value_ints" ->
                value instanceof Attribute.OfInts i
                        ? Optional.of(Tensor.vector(i.values().toArray()))
                        : Optional.empty();
            case "value_string" ->
                value instanceof Attribute.OfString s
                        ? Optional.of(Tensor.ofStrings(new long[0], List.of(s.value())))
                        : Optional.empty();
            case "value_strings" ->
                value instanceof Attribute.OfStrings s
                        ? Optional.of(Tensor.ofStrings(new long[] {s.values().size()}, s.values()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Tensor floats(Attribute.OfFloats attribute) {
        float[] values = new float[attribute.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = attribute.values().get(i);
        }
        return Tensor.ofFloats(new long[] {values.length}, values);
    }
}
