package dev.espquant.lowering;

import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.function.IntBinaryOperator;

/** Filters in memory back to the order of ONNX, stated the other way round than {@link FilterPacking}: where does element (n, c, s) lie? */
final class Unpacking {
    private Unpacking() {}

    static Tensor filter(Tensor packed, int lanes, int outputs, int inputs, boolean depthwise) {
        long[] sizes = packed.sizes();
        int window = packed.elementCount() / (outputs * inputs);
        long[] onnx = new long[sizes.length];
        onnx[0] = outputs;
        onnx[1] = inputs;
        System.arraycopy(sizes, 0, onnx, 2, sizes.length - 2);
        Tensor result = gather(packed, onnx, inputs * window, (n, rest) -> {
            int c = rest / window;
            int s = rest % window;
            int blocked = lanes == 0 ? 0 : outputs / lanes * lanes;
            if (n < blocked) {
                return (n / lanes * window * inputs + s * inputs + c) * lanes + n % lanes;
            }
            int base = blocked * window * inputs;
            return depthwise
                    ? base + s * (outputs - blocked) + n - blocked
                    : base + ((n - blocked) * window + s) * inputs + c;
        });
        return result;
    }

    static Tensor matrices(Tensor packed, int lanes) {
        int inputs = (int) packed.size(-2);
        int outputs = (int) packed.size(-1);
        int blocked = lanes == 0 ? 0 : outputs / lanes * lanes;
        return gather(packed, packed.sizes(), outputs, (row, n) -> {
            int matrix = row / inputs * inputs * outputs;
            int c = row % inputs;
            return n < blocked ? matrix + (n / lanes * inputs + c) * lanes + n % lanes : matrix + n * inputs + c;
        });
    }

    private static Tensor gather(Tensor packed, long[] sizes, int rowLength, IntBinaryOperator position) {
        int width = packed.type().bits() / 8;
        ByteBuffer from = packed.bytes();
        byte[] to = new byte[from.remaining()];
        for (int i = 0; i < to.length / width; i++) {
            from.get(position.applyAsInt(i / rowLength, i % rowLength) * width, to, i * width, width);
        }
        return Tensor.ofBytes(packed.type(), sizes, ByteBuffer.wrap(to));
    }
}
