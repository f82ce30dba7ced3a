package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that copy elements to other places: views with strides, joined pieces. */
final class MovementOperators {
    private MovementOperators() {}

    static ImmutableMap<String, ConstantOperator> table() {
        ConstantOperator reshape = call -> Optional.of(call.input(0).reshaped(call.sizes()));
        return ImmutableMap.<String, ConstantOperator>builder()
                .put("Flatten", reshape)
                .put("Identity", reshape)
                .put("Reshape", reshape)
                .put("Squeeze", reshape)
                .put("Unsqueeze", reshape)
                .put("Expand", call -> Optional.of(TensorMoves.broadcast(call.input(0), call.sizes())))
                .put("ConstantOfShape", MovementOperators::filled)
                .put("Transpose", MovementOperators::transposed)
                .put("Concat", MovementOperators::joined)
                .put("Gather", MovementOperators::gathered)
                .put("Slice", MovementOperators::sliced)
                .buildOrThrow();
    }

    private static Optional<Tensor> filled(ConstantCall call) {
        Tensor value = call.node().attribute("value").orElse(null) instanceof Attribute.OfTensor tensor
                ? tensor.value()
                : Tensor.ofFloats(new long[] {1}, 0f);
        return value.type().bits() % 8 == 0 && value.type().bits() > 0 && value.elementCount() == 1
                ? Optional.of(TensorMoves.broadcast(value.reshaped(), call.sizes()))
                : Optional.empty();
    }

    private static Optional<Tensor> transposed(ConstantCall call) {
        Tensor tensor = call.input(0);
        int rank = tensor.rank();
        long[] order = call.node()
                .intsAttribute("perm")
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
        long[] own = TensorMoves.strides(tensor.sizes());
        long[] strides = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            strides[axis] = own[(int) order[axis]];
        }
        return Optional.of(TensorMoves.view(tensor, call.sizes(), 0, strides));
    }

    private static Optional<Tensor> joined(ConstantCall call) {
        List<Tensor> parts = call.inputs().stream().map(Optional::orElseThrow).toList();
        return Optional.of(TensorMoves.concat(parts, call.axis("axis", 0, call.sizes().length), call.sizes()));
    }

    /** Slices side by side: a Concat of views along the axis, brought to the shape that the indices ask for. */
    private static Optional<Tensor> gathered(ConstantCall call) {
        Tensor data = call.input(0);
        int axis = call.axis("axis", 0, data.rank());
        long[] slice = data.sizes();
        slice[axis] = 1;
        long[] strides = TensorMoves.strides(data.sizes());
        long[] positions = call.input(1).toLongs();
        long[] joined = data.sizes();
        joined[axis] = positions.length;
        List<Tensor> parts = new ArrayList<>();
        for (long index : positions) {
            long position = index < 0 ? index + data.size(axis) : index;
            if (position < 0 || position >= data.size(axis)) {
                return Optional.empty();
            }
            parts.add(TensorMoves.view(data, slice, position * strides[axis], strides));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(TensorMoves.concat(parts, axis, joined).reshaped(call.sizes()));
    }

    private static Optional<Tensor> sliced(ConstantCall call) {
        Tensor data = call.input(0);
        long[] starts = call.list("starts", 1).orElseThrow();
        long[] axes = call.list("axes", 3)
                .orElseGet(
                        () -> IntStream.range(0, starts.length).asLongStream().toArray());
        Optional<long[]> steps = call.list("steps", 4);
        long[] strides = TensorMoves.strides(data.sizes());
        long offset = 0;
        for (int i = 0; i < axes.length; i++) {
            int axis = ConstantCall.fromFront(axes[i], data.rank());
            long step = steps.isPresent() ? steps.get()[i] : 1;
            if (call.sizes()[axis] > 0) {
                offset += first(starts[i], step, data.size(axis)) * strides[axis];
            }
            strides[axis] *= step;
        }
        return Optional.of(TensorMoves.view(data, call.sizes(), offset, strides));
    }

    /** The first index that a slice takes, of an axis of this size. */
    private static long first(long start, long step, long size) {
        long counted = start < 0 ? start + size : start;
        return Math.max(0, Math.min(step > 0 ? size : size - 1, counted));
    }
}
