package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.Bodies;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.ScalarBodies;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against plain loops, bit by bit, at lengths around those of vectors. */
class VectorBodiesTest {
    private static final int FROM = 3;
    private static final int TO = 5;

    private final Bodies plain = new ScalarBodies();
    private final Bodies vector = new VectorBodies();
    private final Random random = new Random(7);

    static IntStream lengths() {
        return IntStream.of(0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 257);
    }

    @BeforeEach
    void prepare() {
        for (Bodies.Use use : Bodies.Use.values()) {
            vector.prepare(use);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void toUnsigned(int count) {
        byte[] from = bytes(count + FROM);
        byte[] expected = bytes(count + 2 * TO);
        byte[] actual = expected.clone();
        plain.toUnsigned(from, FROM, expected, TO, count);
        vector.toUnsigned(from, FROM, actual, TO, count);

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void toSigned(int count) {
        byte[] from = bytes(count);
        for (int[] range : new int[][] {{-128, 127}, {0, 127}, {-3, 100}, {5, 5}}) {
            byte[] expected = bytes(count + 2 * TO);
            byte[] actual = expected.clone();
            plain.toSigned(from, expected, TO, count, range[0], range[1]);
            vector.toSigned(from, actual, TO, count, range[0], range[1]);

            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void toPlanes(int count) {
        short[] from = new short[count + FROM];
        for (int i = 0; i < from.length; i++) {
            from[i] = (short) random.nextInt();
        }
        byte[] expected = bytes(2 * count + 2 * TO);
        byte[] actual = expected.clone();
        plain.toPlanes(from, FROM, expected, TO, count + 1, count);
        vector.toPlanes(from, FROM, actual, TO, count + 1, count);

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void squaresAndSigns(int count) {
        for (byte[] from : new byte[][] {bytes(count + FROM), filled(count + FROM, -128), filled(count + FROM, 127)}) {
            assertThat(vector.squares(from, FROM, count)).isEqualTo(plain.squares(from, FROM, count));
            assertThat(vector.isAnyNegative(from, FROM, count)).isEqualTo(plain.isAnyNegative(from, FROM, count));
        }
        byte[] last = filled(count + FROM, 127);
        last[last.length - 1] = -1;
        assertThat(vector.isAnyNegative(last, FROM, count)).isEqualTo(count > 0);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void rowsOfAPool(int count) {
        QuantizedBuffer from = QuantizedBuffer.of(bytes(count + FROM));
        int[] expected = random.ints(count + 1L, -200, 200).toArray();
        int[] actual = expected.clone();
        plain.max(from, FROM, expected, count);
        plain.add(from, FROM, expected, count);
        vector.max(from, FROM, actual, count);
        vector.add(from, FROM, actual, count);

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void clamp(int count) {
        QuantizedBuffer from = QuantizedBuffer.of(bytes(count));
        QuantizedBuffer expected = QuantizedBuffer.of(new byte[count + 1]);
        QuantizedBuffer actual = QuantizedBuffer.of(new byte[count + 1]);
        plain.clamp(from, expected, count, -7, 90);
        vector.clamp(from, actual, count, -7, 90);

        assertThat(actual.bytes()).isEqualTo(expected.bytes());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
