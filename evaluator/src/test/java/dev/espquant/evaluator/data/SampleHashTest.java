package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleHashTest {
    @Test
    void isThatOfTheLittleEndianFloatsOfAllInputs() {
        Random random = new Random(1);
        float[] first = new float[2 * 5000];
        float[] second = new float[2 * 3];
        for (int i = 0; i < first.length; i++) {
            first[i] = random.nextFloat();
        }
        second[4] = -1;
        ByteBuffer bytes = ByteBuffer.allocate(4 * 5003).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(first, 5000, 5000).put(second, 3, 3);
        assertThat(SampleHash.of(List.of(FloatBuffer.wrap(first), FloatBuffer.wrap(second)), 1, 2))
                .isEqualTo(Hashing.murmur3_128().hashBytes(bytes.array()).toString())
                .hasSize(SampleHash.DIGITS);
    }

    @Test
    void theSignOfAZeroCounts() {
        assertThat(SampleHash.of(List.of(FloatBuffer.wrap(new float[] {0f})), 0, 1))
                .isNotEqualTo(SampleHash.of(List.of(FloatBuffer.wrap(new float[] {-0f})), 0, 1));
    }
}
