package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static final double[] PLANE = {1, 2, 3, 4, 5, 6};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 13})
    void sumsEveryElementOnce(int length) {
        double[] values = IntStream.range(0, length).mapToDouble(i -> 1 << i).toArray();
        double[] ones = IntStream.range(0, length).mapToDouble(i -> 1).toArray();

        assertThat(Vectors.dot(values, ones)).isEqualTo((1 << length) - 1);
        assertThat(Vectors.sum(values)).isEqualTo((1 << length) - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8})
    void addsScaledElements(int length) {
        double[] to = IntStream.range(0, length).mapToDouble(i -> i).toArray();
        double[] from = IntStream.range(0, length).mapToDouble(i -> 10 * i).toArray();

        Vectors.addScaled(2, from, to);

        assertThat(to)
                .isEqualTo(IntStream.range(0, length).mapToDouble(i -> 21 * i).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1 2 3 4 5 6",
        "1, 0, 4 5 6 0 0 0",
        "-1, 0, 0 0 0 1 2 3",
        "0, 1, 2 3 0 5 6 0",
        "-1, -1, 0 0 0 0 1 2"
    })
    void shiftsWithZerosComingIn(int down, int right, String expected) {
        double[] values = Arrays.stream(expected.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();

        assertThat(Vectors.shifted(PLANE, 2, 3, down, right)).isEqualTo(values);
    }
}
