package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;

/** Moves the elements of a constant into another order of axes. */
final class TensorTranspose {
    private TensorTranspose() {}

    /**
     * The tensor in another order.
     *
     * @param tensor elements of whole bytes
     * @param order position i of the result holds axis {@code order.axes()[i]} of the tensor
     */
    static Tensor of(Tensor tensor, Permutation order) {
        if (order.isIdentity()) {
            return tensor;
        }
        ImmutableLongArray sizes = order.apply(ImmutableLongArray.copyOf(tensor.sizes()));
        int width = tensor.type().bits() / 8;
        long[] strides = strides(tensor.sizes());
        ByteBuffer from = tensor.bytes();
        byte[] to = new byte[from.remaining()];
        int[] index = new int[order.rank()];
        for (int at = 0; at < to.length; at += width) {
            long source = 0;
            for (int i = 0; i < index.length; i++) {
                source += index[i] * strides[order.axes().get(i)];
            }
            from.get((int) source * width, to, at, width);
            advance(index, sizes);
        }
        return Tensor.ofBytes(tensor.type(), sizes.toArray(), ByteBuffer.wrap(to));
    }

    private static long[] strides(long[] sizes) {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        return strides;
    }

    private static void advance(int[] index, ImmutableLongArray sizes) {
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < sizes.get(i)) {
                return;
            }
            index[i] = 0;
        }
    }
}
