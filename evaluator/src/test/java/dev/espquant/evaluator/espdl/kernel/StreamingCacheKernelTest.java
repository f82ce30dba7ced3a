package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class StreamingCacheKernelTest {

    @Test
    void theFirstRunSeesZerosBeforeItsFrames() {
        assertThat(EspdlNodeTester.of("StreamingCache")
                        .attribute("window_size", Attribute.of(3))
                        .attribute("frame_axis", Attribute.of(1))
                        .input(DataType.INT8, 0, new int[] {1, 1, 2}, 5, 6)
                        .output(DataType.INT8, 0, 1)
                        .integers())
                .containsExactly(0, 0, 0, 0, 5, 6);
    }
}
