package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchQueueTest {
    @Test
    void dealsOutAllSamplesInOrder() {
        BatchQueue queue = new BatchQueue(7, 3);
        assertThat(queue.take()).hasValue(new BatchQueue.Batch(0, 3));
        assertThat(queue.take()).hasValue(new BatchQueue.Batch(3, 3));
        assertThat(queue.take()).hasValue(new BatchQueue.Batch(6, 1));
        assertThat(queue.take()).isEmpty();
        queue.rethrow();
    }

    @Test
    void theFailureOfTheFirstBatchCounts() {
        BatchQueue queue = new BatchQueue(9, 3);
        BatchQueue.Batch first = queue.take().orElseThrow();
        BatchQueue.Batch second = queue.take().orElseThrow();
        queue.fail(second, new IllegalStateException("second"));
        assertThat(queue.take()).as("nobody begins anything new").isEmpty();
        queue.fail(first, new IllegalStateException("first"));
        assertThatThrownBy(queue::rethrow).hasMessage("first");
    }
}
