package dev.espquant.evaluator.engine;

import java.util.Arrays;

/**
 * Asks once whether ONNX Runtime's product is exact on this processor. Without 8-bit dot products in hardware its unsigned by signed kernel adds pairs
 * of products in 16 bits, which saturate; the largest operands show that at once.
 */
final class ExactProducts {
    private static final int DEPTH = 67;
    private static final int COLUMNS = 19;
    private static final int ROWS = 5;

    private ExactProducts() {}

    /** Whether products by {@link OrtProduct} are exact. */
    static boolean onnxRuntimeIsExact() {
        return Holder.EXACT;
    }

    /** Asked when it is first needed: starting ONNX Runtime takes a third of a second. */
    private static final class Holder {
        private static final boolean EXACT = isExact((byte) 127, (byte) -128)
                && isExact((byte) 127, (byte) 127)
                && isExact((byte) -128, (byte) -128);

        private static boolean isExact(byte value, byte weight) {
            byte[] weights = new byte[DEPTH * COLUMNS];
            Arrays.fill(weights, weight);
            byte[] left = new byte[ROWS * DEPTH];
            Arrays.fill(left, (byte) (value ^ MatrixProduct.OFFSET));
            int[] sums = new int[ROWS * COLUMNS];
            new OrtProduct(DEPTH, COLUMNS, weights).multiply(left, ROWS, sums, new Scratch());
            return Arrays.stream(sums).allMatch(sum -> sum == DEPTH * value * weight);
        }
    }
}
