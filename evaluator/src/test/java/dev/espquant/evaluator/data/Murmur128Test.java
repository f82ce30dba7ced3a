package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Guava has the same hash. */
class Murmur128Test {
    @Test
    void agreesWithAnotherImplementationWhateverThePieces() {
        Random random = new Random(3);
        byte[] bytes = new byte[200];
        random.nextBytes(bytes);
        for (int length = 0; length <= bytes.length; length++) {
            Murmur128 hash = new Murmur128();
            for (int from = 0; from < length; ) {
                int count = Math.min(1 + random.nextInt(40), length - from);
                hash.update(Arrays.copyOfRange(bytes, from, from + count), count);
                from += count;
            }
            assertThat(hash.digest())
                    .isEqualTo(Hashing.murmur3_128().hashBytes(bytes, 0, length).toString());
        }
    }
}
