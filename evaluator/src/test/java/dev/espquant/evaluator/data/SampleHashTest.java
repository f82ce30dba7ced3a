package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleHashTest {
    @Test
    void isHalfOfTheSha256OfTheLittleEndianFloatsOfAllInputs() {
        Random random = new Random(1);
        float[] first = new float[2 * 5000];
        float[] second = new float[2 * 3];
        for (int i = 0; i < first.length; i++) {
            first[i] = random.nextFloat();
        }
        second[4] = -1;
        Hasher hasher = Hashing.sha256().newHasher();
        for (int i = 5000; i < 10_000; i++) {
            hasher.putInt(Float.floatToRawIntBits(first[i])); // Guava's hashers take integers little endian
        }
        for (int i = 3; i < 6; i++) {
            hasher.putInt(Float.floatToRawIntBits(second[i]));
        }
        assertThat(SampleHash.of(List.of(FloatBuffer.wrap(first), FloatBuffer.wrap(second)), 1, 2))
                .isEqualTo(hasher.hash().toString().substring(0, 32));
    }
}
