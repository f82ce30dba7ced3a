package dev.espquant.optimizer.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class PerChannelTest {
    @Test
    void readsOneNumberPerChannel() {
        double[] values = {1, 2, 3};
        for (long[] sizes : new long[][] {{3, 1, 1}, {1, 3, 1, 1}}) {
            assertThat(PerChannel.ofBroadcast(Tensor.ofFloats(sizes, 1, 2, 3), 4, 1, 3))
                    .hasValue(values);
        }
        assertThat(PerChannel.ofBroadcast(Tensor.ofFloats(new long[] {1, 1}, 5), 4, 1, 3))
                .hasValue(new double[] {5, 5, 5});
    }

    @Test
    void refusesWhatVariesElsewhere() {
        assertThat(PerChannel.ofBroadcast(Graphs.ramp(3), 4, 1, 3)).isEmpty();
        assertThat(PerChannel.ofBroadcast(Graphs.ramp(3, 1, 2), 4, 1, 3)).isEmpty();
        assertThat(PerChannel.ofBroadcast(Graphs.ramp(4, 1, 1), 4, 1, 3)).isEmpty();
        assertThat(PerChannel.ofBroadcast(Graphs.ramp(1, 1, 3, 1, 1), 4, 1, 3)).isEmpty();
        assertThat(PerChannel.ofBroadcast(Tensor.vector(3), 4, 1, 1)).isEmpty();
    }

    @Test
    void scalesAlongAnAxis() {
        Tensor tensor = Tensor.ofFloats(new long[] {2, 2}, 1, 2, 3, 4);
        assertThat(PerChannel.scaled(tensor, 0, new double[] {10, 100}).toFloats())
                .containsExactly(10, 20, 300, 400);
        assertThat(PerChannel.scaled(tensor, 1, new double[] {10, 100}).toFloats())
                .containsExactly(10, 200, 30, 400);
    }
}
