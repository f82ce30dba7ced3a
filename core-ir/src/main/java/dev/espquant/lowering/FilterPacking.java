package dev.espquant.lowering;

import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The order of a filter's elements in memory, and the sizes under which it is written (which say nothing of the order). With N output channels,
 * C input channels, windows of S elements and blocks of A output channels, where kernels are blocked:
 *
 * <pre>{@code
 * filter      plain   N S C          blocked  N/A S C A, then the last N%A channels as N S C     sizes [spatial..., C, N]
 * depthwise   plain   S N            blocked  N/A S A,   then the last N%A channels as S N       sizes [spatial..., N, 1]
 * }</pre>
 *
 * A matrix {@code [C, N]} is a filter whose windows have one element, and keeps its sizes. ESP-DL 3.x, equal to the vendor's files and vectors.
 *
 * @param lanes A; 0 where kernels are not blocked
 */
record FilterPacking(int lanes) {

    /** The layout's name, as the documentation of tensors in files gives it. */
    String name(int spatialAxes, long channels, boolean depthwise) {
        String space = spatialAxes == 1 ? "W" : "HW";
        if (lanes == 0) {
            return depthwise ? space + "CN" : "N" + space + "C";
        }
        return "(N/" + lanes + ")" + space + "C" + lanes + (channels % lanes == 0 ? "" : "_UNALIGNED");
    }

    /** Packs {@code [N, C, spatial...]}. */
    Tensor filter(Tensor weights) {
        long[] sizes = weights.sizes();
        int outputs = Math.toIntExact(sizes[0]);
        int inputs = Math.toIntExact(sizes[1]);
        int window = window(sizes);
        Writer writer = new Writer(weights);
        writer.filter(0, outputs, inputs, window);
        long[] written = spatialFirst(sizes, inputs, outputs);
        return writer.tensor(written);
    }

    /** Packs {@code [N, 1, spatial...]}. */
    Tensor depthwise(Tensor weights) {
        long[] sizes = weights.sizes();
        int channels = Math.toIntExact(sizes[0]);
        int window = window(sizes);
        Writer writer = new Writer(weights);
        int blocked = lanes == 0 ? 0 : channels / lanes * lanes;
        for (int block = 0; block < blocked; block += lanes) {
            writer.planes(block, block + lanes, window);
        }
        writer.planes(blocked, channels, window);
        return writer.tensor(spatialFirst(sizes, channels, 1));
    }

    /** Packs every matrix of {@code [..., C, N]}. */
    Tensor matrices(Tensor weights) {
        int rank = weights.rank();
        int[] order = new int[rank];
        Arrays.setAll(order, i -> i < rank - 2 ? i : 2 * rank - 3 - i);
        Tensor turned = TensorTranspose.of(weights, Permutation.of(order));
        int inputs = Math.toIntExact(weights.size(-2));
        int outputs = Math.toIntExact(weights.size(-1));
        Writer writer = new Writer(turned);
        int matrices = inputs * outputs == 0 ? 0 : weights.elementCount() / (inputs * outputs);
        for (int i = 0; i < matrices; i++) {
            writer.filter(i * inputs * outputs, outputs, inputs, 1);
        }
        return writer.tensor(weights.sizes());
    }

    private static int window(long[] sizes) {
        return Math.toIntExact(Arrays.stream(sizes).skip(2).reduce(1, (a, b) -> a * b));
    }

    private static long[] spatialFirst(long[] sizes, long secondLast, long last) {
        long[] result = new long[sizes.length];
        System.arraycopy(sizes, 2, result, 0, sizes.length - 2);
        result[sizes.length - 2] = secondLast;
        result[sizes.length - 1] = last;
        return result;
    }

    /** Copies elements one after the other. */
    private final class Writer {
        private final Tensor from;
        private final ByteBuffer source;
        private final int width;
        private final byte[] to;
        private int position;

        Writer(Tensor from) {
            this.from = from;
            this.source = from.bytes();
            this.width = from.type().bits() / 8;
            this.to = new byte[source.remaining()];
        }

        void filter(int start, int outputs, int inputs, int window) {
            int blocked = lanes == 0 ? 0 : outputs / lanes * lanes;
            for (int block = 0; block < blocked; block += lanes) {
                for (int s = 0; s < window; s++) {
                    for (int c = 0; c < inputs; c++) {
                        for (int n = block; n < block + lanes; n++) {
                            put(start + (n * inputs + c) * window + s);
                        }
                    }
                }
            }
            for (int n = blocked; n < outputs; n++) {
                for (int s = 0; s < window; s++) {
                    for (int c = 0; c < inputs; c++) {
                        put(start + (n * inputs + c) * window + s);
                    }
                }
            }
        }

        /** Some channels of a depthwise filter, window element by window element. */
        void planes(int first, int end, int window) {
            for (int s = 0; s < window; s++) {
                for (int n = first; n < end; n++) {
                    put(n * window + s);
                }
            }
        }

        private void put(int element) {
            source.get(element * width, to, position, width);
            position += width;
        }

        Tensor tensor(long[] sizes) {
            return Tensor.ofBytes(from.type(), sizes, ByteBuffer.wrap(to));
        }
    }
}
