package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteValuesTest {
    @Test
    void givesWhatConversionAndPreprocessingGive() {
        float[] values = new float[4];
        byte[] elements = {0, 1, (byte) 200, -1};
        ByteValues.of(NpyType.UINT8, new Preprocessing(128, 64)).orElseThrow().lookUp(elements, values, 3);
        assertThat(values).containsExactly(-128 / 64f, -127 / 64f, 72 / 64f, 0f);
        ByteValues.of(NpyType.INT8, Preprocessing.NONE).orElseThrow().lookUp(elements, values, 4);
        assertThat(values).containsExactly(0f, 1f, -56f, -1f);
        ByteValues.of(NpyType.BOOL, new Preprocessing(0, 3)).orElseThrow().lookUp(elements, values, 4);
        assertThat(values).containsExactly(0f, 1 / 3f, 1 / 3f, 1 / 3f);
    }

    @Test
    void largerElementsAreNotLookedUp() {
        assertThat(ByteValues.of(NpyType.INT16, Preprocessing.NONE)).isEmpty();
    }
}
