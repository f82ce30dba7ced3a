package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputNormalizationTest {
    private static final Model MODEL = Model.of(Graph.builder("g").build(), 13);
    private static final InputNormalization COLORS =
            new InputNormalization(1, ImmutableDoubleArray.of(1, 2), ImmutableDoubleArray.of(4, 8));

    @Test
    void travelsInMetadata() {
        Model model = COLORS.in(MODEL, "x");
        assertThat(model.info().metadata())
                .containsEntry("espquant.normalization.x", "axis=1 mean=1.0,2.0 std=4.0,8.0");
        assertThat(InputNormalization.of(model, "x")).contains(COLORS);
        assertThat(InputNormalization.of(model, "z")).isEmpty();
    }

    @Test
    void normalizesEachChannel() {
        float[] values = {1, 5, 2, 10, 9, 13, 18, 26};
        COLORS.apply(values, new long[] {2, 2});
        assertThat(values).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
        assertThatThrownBy(() -> COLORS.apply(values, new long[] {4, 2})).isInstanceOf(GraphException.class);
    }

    @Test
    void composes() {
        InputNormalization scaled = new InputNormalization(3, ImmutableDoubleArray.of(1), ImmutableDoubleArray.of(2));
        InputNormalization both = COLORS.then(scaled).orElseThrow();
        float[] once = {1, 5, 2, 10};
        float[] twice = once.clone();
        both.apply(once, new long[] {2, 2});
        COLORS.apply(twice, new long[] {2, 2});
        scaled.apply(twice, new long[] {2, 2});
        assertThat(once).containsExactly(twice);
        assertThat(COLORS.then(new InputNormalization(2, COLORS.means(), COLORS.stds())))
                .isEmpty();
        assertThat(InputNormalization.NONE.then(COLORS)).contains(COLORS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "axis=1 mean=0 std=0", "axis=1 mean=0,0 std=1", "axis=0 mean=0 std=1", "axis=1 mean=a std=1"
            })
    void refusesOtherWords(String text) {
        Model model = MODEL.withInfo(MODEL.info().withMetadata("espquant.normalization.x", text));
        assertThatThrownBy(() -> InputNormalization.of(model, "x"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("espquant.normalization.x");
    }
}
