package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the probe says of ONNX Runtime's product is true of other sizes too. */
class ExactProductsTest {
    private static final int ROWS = 7;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 31, 64, 131})
    void whereTheAnswerIsYesExtremesAreSummedExactly(int depth) {
        Random random = new Random(depth);
        for (int columns : new int[] {1, 16, 33}) {
            byte[] weights = extremes(random, depth * columns);
            byte[] left = extremes(random, ROWS * depth);
            int[] expected = new int[ROWS * columns];
            int[] actual = new int[ROWS * columns];
            new ScalarProduct(depth, columns, weights).multiply(left, ROWS, expected, new Scratch());
            product(depth, columns, weights).multiply(left, ROWS, actual, new Scratch());

            assertThat(actual).isEqualTo(expected);
        }
    }

    private static MatrixProduct product(int depth, int columns, byte[] weights) {
        return ExactProducts.onnxRuntimeIsExact()
                ? new OrtProduct(depth, columns, weights)
                : new ScalarProduct(depth, columns, weights);
    }

    private static byte[] extremes(Random random, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = random.nextBoolean() ? Byte.MIN_VALUE : Byte.MAX_VALUE;
        }
        return bytes;
    }
}
