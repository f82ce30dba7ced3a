package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.ScalarBodies;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against plain loops, bit by bit: all operations and roundings, those that are covered and those that are not. */
class VectorElementwiseTest {
    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 15, 16, 17, 33, 67};
    private static final int[][] EXPONENTS = {{0, 0, 0}, {0, -1, -1}, {-3, 0, 2}, {-31, -40, 0}, {0, 0, 12}, {0, 0, -40}
    };

    private final Random random = new Random(9);

    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void everyLayer(BitWidth bits) {
        for (ElementwiseLayer.Operation operation : ElementwiseLayer.Operation.values()) {
            for (RoundingMode rounding : RoundingMode.values()) {
                for (int[] exponents : EXPONENTS) {
                    ElementwiseLayer layer = new ElementwiseLayer(
                            operation, exponents[0], exponents[1], exponents[2], rounding, bits.min(), bits.max());
                    check(layer, bits);
                    check(layer.clamped(0, 55), bits);
                }
            }
        }
    }

    private void check(ElementwiseLayer layer, BitWidth bits) {
        for (int length : LENGTHS) {
            QuantizedBuffer a = numbers(bits, length);
            QuantizedBuffer b = numbers(bits, length);
            QuantizedBuffer expected = numbers(bits, length + 1);
            QuantizedBuffer actual = QuantizedBuffer.of(bits, expected.toInts(length + 1));
            new ScalarBodies().elementwise(layer, a, b, expected, length);
            new VectorBodies().elementwise(layer, a, b, actual, length);

            assertThat(actual.toInts(length + 1))
                    .as("%s, %d elements", layer, length)
                    .isEqualTo(expected.toInts(length + 1));
        }
    }

    /** Half of them the smallest and the largest. */
    private QuantizedBuffer numbers(BitWidth bits, int count) {
        int[] numbers = random.ints(count, bits.min(), bits.max() + 1).toArray();
        for (int i = 0; i < count; i += 2) {
            numbers[i] = random.nextBoolean() ? bits.min() : bits.max();
        }
        return QuantizedBuffer.of(bits, numbers);
    }
}
