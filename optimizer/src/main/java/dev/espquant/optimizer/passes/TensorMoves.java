package dev.espquant.optimizer.passes;

import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Copies elements of constants to other places, whatever whole bytes they are made of. */
public final class TensorMoves {
    private TensorMoves() {}

    /** Distances of neighbours along each axis of a tensor that lies row by row. */
    public static long[] strides(long[] sizes) {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    /** The elements at {@code offset + sum(position * stride)}, for every position inside {@code sizes}. */
    public static Tensor view(Tensor source, long[] sizes, long offset, long[] strides) {
        int width = source.type().bits() / 8;
        int count = Math.toIntExact(Shape.elementCount(sizes));
        ByteBuffer from = source.bytes();
        byte[] to = new byte[count * width];
        long[] position = new long[sizes.length];
        long at = offset;
        for (int i = 0; i < count; i++) {
            from.get(from.position() + Math.toIntExact(at) * width, to, i * width, width);
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++position[axis] < sizes[axis]) {
                    break;
                }
                at -= position[axis] * strides[axis];
                position[axis] = 0;
            }
        }
        return Tensor.ofBytes(source.type(), sizes, ByteBuffer.wrap(to));
    }

    /**
     * The elements that a function chooses, position by position, the last axis moving fastest.
     *
     * @param fill one element of the same type, taken where the function says -1
     * @param index the index of an element of {@code source} for a position, which it must not keep
     */
    public static Tensor pick(Tensor source, long[] sizes, Optional<Tensor> fill, ToLongFunction<long[]> index) {
        int width = source.type().bits() / 8;
        int count = Math.toIntExact(Shape.elementCount(sizes));
        ByteBuffer from = source.bytes();
        byte[] to = new byte[Math.multiplyExact(count, width)];
        long[] position = new long[sizes.length];
        for (int i = 0; i < count; i++) {
            int at = Math.toIntExact(index.applyAsLong(position));
            if (at >= 0) {
                from.get(from.position() + at * width, to, i * width, width);
            } else {
                ByteBuffer filler = fill.orElseThrow().bytes();
                filler.get(filler.position(), to, i * width, width);
            }
            for (int axis = sizes.length - 1; axis >= 0 && ++position[axis] == sizes[axis]; axis--) {
                position[axis] = 0;
            }
        }
        return Tensor.ofBytes(source.type(), sizes, ByteBuffer.wrap(to));
    }

    /** Repeats what has size 1, and adds axes in front, until the sizes are {@code target}. */
    public static Tensor broadcast(Tensor source, long[] target) {
        long[] own = strides(source.sizes());
        long[] strides = new long[target.length];
        int added = target.length - own.length;
        for (int axis = added; axis < target.length; axis++) {
            strides[axis] = source.size(axis - added) == 1 ? 0 : own[axis - added];
        }
        return view(source, target, 0, strides);
    }

    /** One tensor behind another along an axis. */
    public static Tensor concat(List<Tensor> parts, int axis, long[] sizes) {
        Tensor first = parts.get(0);
        int width = first.type().bits() / 8;
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(Shape.elementCount(sizes)) * width);
        long outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= sizes[i];
        }
        if (to.capacity() == 0) {
            return Tensor.ofBytes(first.type(), sizes, to);
        }
        for (int block = 0; block < outer; block++) {
            for (Tensor part : parts) {
                ByteBuffer from = part.bytes();
                int length = from.remaining() / (int) outer;
                to.put(from.slice(from.position() + block * length, length));
            }
        }
        return Tensor.ofBytes(first.type(), sizes, to.flip());
    }
}
