package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.demo.DigitGenerator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainerTest {
    @Test
    void theLossFalls() {
        double[] losses = losses(12);

        assertThat(losses).hasSize(12);
        assertThat(mean(losses, 9, 12)).isLessThan(0.85 * mean(losses, 0, 3));
    }

    @Test
    void theSameSeedsGiveTheSameNumbers() {
        assertThat(losses(3)).isEqualTo(losses(3));
    }

    private static double[] losses(int steps) {
        Trainer trainer = new Trainer(DigitNetwork.create(1), new DigitGenerator(5), steps);
        double[] losses = new double[steps];
        for (int i = 0; trainer.hasNext(); i++) {
            losses[i] = trainer.step();
        }
        return losses;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }
}
