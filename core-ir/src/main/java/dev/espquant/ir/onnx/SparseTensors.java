package dev.espquant.ir.onnx;

import com.google.common.primitives.Longs;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.SparseTensorProto;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sparse constants, which become dense ones: the passes, and the chips, know no others. ONNX: the elements that are not zero stand in one axis, in
 * the row-major order of their places; a place is one number, or one coordinate for each axis.
 */
final class SparseTensors {
    private static final String FIX = "export the model again, or with dense constants";

    private SparseTensors() {}

    /** The tensor with its zeros. Places and sizes are checked before anything is allocated. */
    static Tensor dense(SparseTensorProto proto, ExternalData external) {
        Tensor values = TensorCodec.decode(proto.getValues(), external);
        long[] sizes = Longs.toArray(proto.getDimsList());
        TensorCodec.requireRank(sizes.length);
        int bytes = bytes(values.type(), sizes);
        long[] places = places(TensorCodec.decode(proto.getIndices(), external), sizes, values.elementCount());
        return filled(values, sizes, places, bytes);
    }

    private static int bytes(DataType type, long[] sizes) {
        if (type == DataType.STRING || type.bits() % 8 != 0) {
            throw refusal("a sparse tensor of " + type.onnxName() + " is not supported");
        }
        try {
            long bytes = type.byteSize(Shape.elementCount(sizes));
            if (bytes <= java.lang.Runtime.getRuntime().maxMemory() / 2) {
                return Math.toIntExact(bytes);
            }
        } catch (ArithmeticException e) {
            // Told below, together with tensors that are too large for this process.
        }
        throw refusal("with its zeros, the sparse tensor of shape " + Arrays.toString(sizes)
                + " takes more than 2 GiB or more than half of the memory of this Java process");
    }

    private static long[] places(Tensor indices, long[] sizes, int count) {
        boolean linear = indices.rank() == 1 && indices.size(0) == count;
        boolean coordinates = indices.rank() == 2 && indices.size(0) == count && indices.size(1) == sizes.length;
        if (indices.type() != DataType.INT64 || !(linear || coordinates)) {
            throw refusal("the places of a sparse tensor are int64[" + count + "] or int64[" + count + ", "
                    + sizes.length + "], found " + indices);
        }
        long[] numbers = indices.toLongs();
        long[] places = new long[count];
        for (int i = 0; i < count; i++) {
            places[i] = linear ? numbers[i] : place(numbers, i * sizes.length, sizes);
            if (places[i] < 0 || places[i] >= Shape.elementCount(sizes) || (i > 0 && places[i] <= places[i - 1])) {
                throw refusal("the places of a sparse tensor ascend and lie inside it; element " + i
                        + " does not, in the shape " + Arrays.toString(sizes));
            }
        }
        return places;
    }

    /** The place of coordinates in row-major order; -1 if they lie outside. */
    private static long place(long[] numbers, int from, long[] sizes) {
        long place = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            long coordinate = numbers[from + axis];
            if (coordinate < 0 || coordinate >= sizes[axis]) {
                return -1;
            }
            place = place * sizes[axis] + coordinate;
        }
        return place;
    }

    private static Tensor filled(Tensor values, long[] sizes, long[] places, int bytes) {
        int width = values.type().bits() / 8;
        ByteBuffer from = values.bytes();
        ByteBuffer dense = TensorCodec.littleEndian(bytes);
        for (int i = 0; i < places.length; i++) {
            dense.put((int) places[i] * width, from, i * width, width);
        }
        return Tensor.ofBytes(values.type(), sizes, dense);
    }

    private static GraphException refusal(String reason) {
        return GraphException.because(reason).fix(FIX).build();
    }
}
