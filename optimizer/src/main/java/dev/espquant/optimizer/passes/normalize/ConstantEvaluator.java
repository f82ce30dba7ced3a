package dev.espquant.optimizer.passes.normalize;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Computes a node of constant inputs, given the type that shape inference has found for its output. */
final class ConstantEvaluator {
    private ConstantEvaluator() {}

    /**
     * The output of a node with one output.
     *
     * @param inputs all inputs, in order, none left out
     * @param type the output's element type and static shape
     * @return the output; empty for an operator that is not computed here, and for elements that are not whole bytes
     */
    static Optional<Tensor> evaluate(Node node, List<Tensor> inputs, TensorType type) {
        long[] sizes = type.shape().orElseThrow().sizes();
        boolean wholeBytes =
                inputs.stream().allMatch(t -> t.type().bits() > 0 && t.type().bits() % 8 == 0);
        boolean oldBroadcast = node.attribute("broadcast").isPresent();
        if (!wholeBytes || oldBroadcast || inputs.isEmpty()) {
            return Optional.empty();
        }
        Tensor first = inputs.get(0);
        return switch (node.opType()) {
            case "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze" -> Optional.of(first.reshaped(sizes));
            case "ConstantOfShape" -> filled(node, sizes);
            case "Expand" -> Optional.of(TensorMoves.broadcast(first, sizes));
            case "Transpose" -> Optional.of(transposed(node, first, sizes));
            case "Concat" -> Optional.of(TensorMoves.concat(inputs, axis(node, sizes.length), sizes));
            case "Gather" -> gathered(node, first, inputs.get(1), sizes);
            case "Abs", "Neg", "Sqrt", "Reciprocal", "Floor", "Ceil", "Relu" ->
                ConstantMath.unary(node.opType(), first);
            case "Add", "Sub", "Mul", "Div" -> ConstantMath.binary(node.opType(), first, inputs.get(1), sizes);
            default -> Optional.<Tensor>empty();
        };
    }

    private static int axis(Node node, int rank) {
        long axis = node.intAttribute("axis", 0);
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private static Optional<Tensor> filled(Node node, long[] sizes) {
        Tensor value = node.attribute("value").orElse(null) instanceof Attribute.OfTensor tensor
                ? tensor.value()
                : Tensor.ofFloats(new long[] {1}, 0f);
        return value.type().bits() % 8 == 0 && value.type().bits() > 0 && value.elementCount() == 1
                ? Optional.of(TensorMoves.broadcast(value.reshaped(), sizes))
                : Optional.empty();
    }

    private static Tensor transposed(Node node, Tensor tensor, long[] sizes) {
        int rank = tensor.rank();
        long[] order = node.intsAttribute("perm")
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
        long[] own = TensorMoves.strides(tensor.sizes());
        long[] strides = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            strides[axis] = own[(int) order[axis]];
        }
        return TensorMoves.view(tensor, sizes, 0, strides);
    }

    /** Slices side by side: a Concat of views along the axis, brought to the shape that the indices ask for. */
    private static Optional<Tensor> gathered(Node node, Tensor data, Tensor indices, long[] sizes) {
        int axis = axis(node, data.rank());
        long[] slice = data.sizes();
        slice[axis] = 1;
        long[] strides = TensorMoves.strides(data.sizes());
        long[] positions = indices.toLongs();
        long[] joined = data.sizes();
        joined[axis] = positions.length;
        Tensor[] parts = new Tensor[positions.length];
        for (int i = 0; i < positions.length; i++) {
            long position = positions[i] < 0 ? positions[i] + data.size(axis) : positions[i];
            if (position < 0 || position >= data.size(axis)) {
                return Optional.empty();
            }
            parts[i] = TensorMoves.view(data, slice, position * strides[axis], strides);
        }
        return parts.length == 0
                ? Optional.empty()
                : Optional.of(TensorMoves.concat(List.of(parts), axis, joined).reshaped(sizes));
    }
}
