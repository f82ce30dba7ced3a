package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ScalarProduct;
import dev.espquant.evaluator.engine.Scratch;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums in single precision against the specification, bit by bit. */
class NarrowProductTest {
    private static final int LANES = new VectorBodies().lanes();

    private final Random random = new Random(13);

    @Test
    void productsOfAllSizes() {
        for (int columns : new int[] {LANES, LANES + 1, 2 * LANES, 2 * LANES + 1, 3 * LANES, 4 * LANES - 1, 67}) {
            for (int rows : new int[] {0, 1, 5, 6, 7, 11, 12, 13}) {
                for (int depth : new int[] {1, 2, LANES - 1, LANES, LANES + 1, 67}) {
                    check(rows, depth, columns);
                }
            }
        }
    }

    /** More rows than one piece holds. */
    @Test
    void manyRows() {
        check(3001, 8, 17);
        check(1501, 64, LANES);
    }

    @Test
    void longSums() {
        check(13, 4099, 3 * LANES);
    }

    /** Sums of more products than a float holds. */
    @Test
    void extremesLoseNoBit() {
        for (int value : new int[] {0, 255}) {
            for (int weight : new int[] {Byte.MIN_VALUE, Byte.MAX_VALUE}) {
                for (int depth : new int[] {255, 256, 257, 258, 259, 1031, 5003}) {
                    byte[] left = new byte[7 * depth];
                    Arrays.fill(left, (byte) value);
                    byte[] weights = new byte[depth * (2 * LANES + 3)];
                    Arrays.fill(weights, (byte) weight);
                    check(7, depth, 2 * LANES + 3, left, weights);
                }
            }
        }
    }

    @Test
    void coversWholeVectors() {
        assertThat(NarrowProduct.covers(LANES)).isTrue();
        assertThat(NarrowProduct.covers(LANES - 1)).isFalse();
    }

    private void check(int rows, int depth, int columns) {
        byte[] left = new byte[rows * depth];
        random.nextBytes(left);
        byte[] weights = new byte[depth * columns];
        random.nextBytes(weights);
        check(rows, depth, columns, left, weights);
    }

    private static void check(int rows, int depth, int columns, byte[] left, byte... weights) {
        int[] expected = new int[rows * columns];
        new ScalarProduct(depth, columns, weights).multiply(left, rows, expected, new Scratch());
        int[] actual = new int[rows * columns];
        NarrowProduct product = new NarrowProduct(depth, columns, weights);
        product.multiply(left, rows, actual, new Scratch());
        assertThat(actual)
                .as("%d rows, depth %d, %d columns", rows, depth, columns)
                .isEqualTo(expected);
        assertThat(product.depth()).isEqualTo(depth);
        assertThat(product.columns()).isEqualTo(columns);
    }
}
