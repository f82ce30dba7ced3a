package com.example.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.testing.TargetContractTest;
import org.junit.jupiter.api.Test;

/** The contract gives a new chip its tests; what is special about it is tested here. */
class WideLanesTest extends TargetContractTest {
    @Override
    protected Target target() {
        return new WideLanes();
    }

    @Test
    void hasWideLanes() {
        assertThat(target().require(Runtime.ESP_DL_1).arithmetic().accumulatorBits(BitWidth.INT8))
                .isEqualTo(24);
    }
}
