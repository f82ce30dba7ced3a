package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRangeTest {
    /** Expected rows are what Python gives for {@code list(range(10))[...]}. */
    @ParameterizedTest
    @CsvSource({
        "':', 0 1 2 3 4 5 6 7 8 9",
        "0:10:3, 0 3 6 9",
        "0:9:3, 0 3 6",
        "2:, 2 3 4 5 6 7 8 9",
        ":3, 0 1 2",
        "-3:, 7 8 9",
        ":-8, 0 1",
        "-5:-2, 5 6 7",
        "7, 7",
        "-1, 9",
        "::4, 0 4 8",
        "::-4, 9 5 1",
        "5:2:-1, 5 4 3",
        "3::-1, 3 2 1 0",
        " 1:2 , 1"
    })
    void isPythons(String text, String expected) {
        SampleRange.Rows rows = SampleRange.parse(text).of(10);

        assertThat(IntStream.range(0, rows.count())
                        .mapToObj(i -> Long.toString(rows.row(i)))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:11", "11", "10", "-11", "-11:", "5:5", "5:2", "10:", "10::-1", "2:5:-1"})
    void refusesWhatTheDataDoesNotHave(String text) {
        assertThatThrownBy(() -> SampleRange.parse(text).of(10))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("the range " + text)
                .hasMessageContaining("10 samples")
                .hasMessageContaining("0:10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "1:2:0", "1:2:3:4", "1.5", "1-2", "99999999999:"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> SampleRange.parse(text))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("0:5000:50");
    }

    @Test
    void allIsEverything() {
        assertThat(SampleRange.all().of(3)).isEqualTo(new SampleRange.Rows(0, 1, 3));
        assertThatThrownBy(() -> SampleRange.all().of(3).row(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
