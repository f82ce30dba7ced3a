package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import java.util.Optional;

/**
 * A node of constant inputs that is to be computed.
 *
 * @param node the node
 * @param inputs one entry per input of the node; empty for those that are left out
 * @param outputs what shape inference says of each output
 * @param opset the version of the standard operator set that the model is written in
 */
public record ConstantCall(
        Node node, ImmutableList<Optional<Tensor>> inputs, ImmutableList<TensorType> outputs, long opset) {

    /** An input; empty if it is left out. */
    Optional<Tensor> optional(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** An input that the operator requires. */
    Tensor input(int index) {
        return optional(index).orElseThrow(() -> new IllegalArgumentException(node + " lacks its input " + index));
    }

    /** The sizes of the first output. */
    long[] sizes() {
        return shape().sizes();
    }

    Shape shape() {
        return outputs.get(0).shape().orElseThrow();
    }

    /** The element type of the first output. */
    DataType type() {
        return outputs.get(0).elementType().orElseThrow();
    }

    /** An axis attribute counted from the front. */
    int axis(String name, long defaultAxis, int rank) {
        return fromFront(node.intAttribute(name, defaultAxis), rank);
    }

    static int fromFront(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** A list that is an attribute in old operator sets and an input in new ones. */
    Optional<long[]> list(String attribute, int input) {
        return node.intsAttribute(attribute)
                .or(() -> optional(input).filter(t -> t.type().isInteger()).map(Tensor::toLongs));
    }
}
