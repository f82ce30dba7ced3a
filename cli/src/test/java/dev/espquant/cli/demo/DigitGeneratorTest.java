package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigitGeneratorTest {
    /** The shipped model was trained on images of this generator: when these change, train it again. */
    private static final String IMAGES_SHA256 = "56ad396506bffb5003403d3387823b791fce0d54ab9171bc9443f0ce03134bc5";

    private static final String LABELS_SHA256 = "be0055760e25b3fc7ee11a46b4507286a19d1b5e40018b675f0a15321b77fd61";

    @Test
    void theDemoSetIsTheSameEverywhere() throws NoSuchAlgorithmException {
        DigitSet set = new DigitGenerator(DemoData.EVALUATION_SEED).generate(DemoData.EVALUATION_COUNT);

        assertThat(sha256(set.images())).isEqualTo(IMAGES_SHA256);
        assertThat(sha256(set.labels())).isEqualTo(LABELS_SHA256);
    }

    @Test
    void everyTenImagesHoldEachDigitOnce() {
        byte[] labels = new DigitGenerator(11).generate(40).labels();

        for (int block = 0; block < labels.length; block += 10) {
            byte[] sorted = Arrays.copyOfRange(labels, block, block + 10);
            Arrays.sort(sorted);
            assertThat(sorted).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(Arrays.copyOfRange(labels, 0, 10)).isNotEqualTo(Arrays.copyOfRange(labels, 10, 20));
    }

    @Test
    void anImageDependsOnItsSeedAndNumberOnly() {
        DigitSet all = new DigitGenerator(11).generate(30);
        DigitSet part = new DigitGenerator(11).generate(13, 9);

        assertThat(part.images())
                .isEqualTo(Arrays.copyOfRange(all.images(), 13 * DigitSet.PIXELS, 22 * DigitSet.PIXELS));
        assertThat(part.labels()).isEqualTo(Arrays.copyOfRange(all.labels(), 13, 22));
        assertThat(new DigitGenerator(12).generate(30).images()).isNotEqualTo(all.images());
    }

    @Test
    void everyImageHasPaperAndInk() {
        DigitSet set = new DigitGenerator(11).generate(200);

        for (int image = 0; image < set.count(); image++) {
            int[] pixels = new int[DigitSet.PIXELS];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = set.pixel(image, i / DigitSet.SIDE, i % DigitSet.SIDE);
            }
            Arrays.sort(pixels);
            int paper = pixels[DigitSet.PIXELS / 2];
            int ink = pixels[DigitSet.PIXELS - 10];
            assertThat(ink - paper).as("contrast of image %d", image).isGreaterThan(50);
        }
    }

    @Test
    void countsFromZero() {
        assertThat(new DigitGenerator(1).generate(0).count()).isZero();
        assertThatThrownBy(() -> new DigitGenerator(1).generate(-1, 2)).hasMessageContaining("must not be negative");
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
