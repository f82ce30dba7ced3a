package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Operators that choose every element of the output by a rule of its own. */
final class IndexOperators {
    private IndexOperators() {}

    static ImmutableMap<String, ConstantOperator> table() {
        return ImmutableMap.<String, ConstantOperator>builder()
                .put("Tile", IndexOperators::tiled)
                .put("GatherElements", IndexOperators::gatheredElements)
                .put("OneHot", IndexOperators::oneHot)
                .put("Trilu", IndexOperators::triangle)
                .put("DepthToSpace", IndexOperators::depthToSpace)
                .put("SpaceToDepth", IndexOperators::spaceToDepth)
                .buildOrThrow();
    }

    private static Optional<Tensor> tiled(ConstantCall call) {
        Tensor data = call.input(0);
        long[] strides = TensorMoves.strides(data.sizes());
        return Optional.of(TensorMoves.pick(data, call.sizes(), Optional.empty(), position -> {
            long at = 0;
            for (int axis = 0; axis < position.length; axis++) {
                at += position[axis] % data.size(axis) * strides[axis];
            }
            return at;
        }));
    }

    private static Optional<Tensor> gatheredElements(ConstantCall call) {
        Tensor data = call.input(0);
        int axis = call.axis("axis", 0, data.rank());
        long size = data.size(axis);
        long[] strides = TensorMoves.strides(data.sizes());
        long[] indices = call.input(1).toLongs();
        long[] indexStrides = TensorMoves.strides(call.input(1).sizes());
        for (long index : indices) {
            if (index < -size || index >= size) {
                return Optional.empty();
            }
        }
        return Optional.of(TensorMoves.pick(data, call.sizes(), Optional.empty(), position -> {
            long index = indices[(int) dot(position, indexStrides)];
            return dot(position, strides) + ((index < 0 ? index + size : index) - position[axis]) * strides[axis];
        }));
    }

    private static Optional<Tensor> oneHot(ConstantCall call) {
        long[] sizes = call.sizes();
        int axis = ConstantCall.fromFront(call.node().intAttribute("axis", -1), sizes.length);
        long[] classes = call.input(0).toLongs();
        long count = sizes[axis];
        long inner = Shape.elementCount(Arrays.copyOfRange(sizes, axis + 1, sizes.length));
        long[] strides = TensorMoves.strides(sizes);
        return Optional.of(TensorMoves.pick(call.input(2), sizes, Optional.empty(), position -> {
            long flat = dot(position, strides);
            long index = classes[(int) (flat / (inner * count) * inner + flat % inner)];
            return (index < 0 ? index + count : index) == position[axis] ? 1 : 0;
        }));
    }

    private static Optional<Tensor> triangle(ConstantCall call) {
        Tensor data = call.input(0);
        long k = call.optional(1).map(t -> t.toLongs()[0]).orElse(0L);
        boolean upper = call.node().intAttribute("upper", 1) != 0;
        long[] strides = TensorMoves.strides(data.sizes());
        int columns = data.rank() - 1;
        Tensor zero = Tensor.ofBytes(
                data.type(), new long[0], ByteBuffer.allocate(data.type().bits() / 8));
        return Optional.of(TensorMoves.pick(data, data.sizes(), Optional.of(zero), position -> {
            long diagonal = position[columns] - position[columns - 1];
            return (upper ? diagonal >= k : diagonal <= k) ? dot(position, strides) : -1;
        }));
    }

    /** Channels of the input count columns, then rows of a block, then channels of the output; CRD counts output channels first. */
    private static Optional<Tensor> depthToSpace(ConstantCall call) {
        Tensor data = call.input(0);
        long block = call.node().intAttribute("blocksize", 1);
        long depth = data.size(1) / (block * block);
        boolean depthFirst = call.node().textAttribute("mode", "DCR").equals("DCR");
        long[] strides = TensorMoves.strides(data.sizes());
        return Optional.of(TensorMoves.pick(data, call.sizes(), Optional.empty(), position -> {
            long place = position[2] % block * block + position[3] % block;
            long channel = depthFirst ? place * depth + position[1] : position[1] * block * block + place;
            return position[0] * strides[0]
                    + channel * strides[1]
                    + position[2] / block * strides[2]
                    + position[3] / block * strides[3];
        }));
    }

    private static Optional<Tensor> spaceToDepth(ConstantCall call) {
        Tensor data = call.input(0);
        long block = call.node().intAttribute("blocksize", 1);
        long[] strides = TensorMoves.strides(data.sizes());
        return Optional.of(TensorMoves.pick(data, call.sizes(), Optional.empty(), position -> {
            long place = position[1] / data.size(1);
            return position[0] * strides[0]
                    + position[1] % data.size(1) * strides[1]
                    + (position[2] * block + place / block) * strides[2]
                    + (position[3] * block + place % block) * strides[3];
        }));
    }

    private static long dot(long[] position, long[] strides) {
        long at = 0;
        for (int axis = 0; axis < position.length; axis++) {
            at += position[axis] * strides[axis];
        }
        return at;
    }
}
