package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationsTest {
    @Test
    void planesAreNumberedByImageThenChannel() {
        Activations batch = Activations.zeros(2, 3, 4, 5);
        batch.plane(1, 2)[19] = 7;

        assertThat(batch.planes()).hasNumberOfRows(6);
        assertThat(batch.planes()[5][19]).isEqualTo(7);
        assertThat(batch.area()).isEqualTo(20);
        assertThat(batch.zerosLike().planes()[5]).hasSize(20).containsOnly(0);
    }
}
