package dev.espquant.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final Target NOTHING = new Target() {
        @Override
        public String name() {
            return "testchip";
        }

        @Override
        public String title() {
            return "Test Chip";
        }

        @Override
        public Optional<TargetRuntime> runtime(Runtime runtime) {
            return Optional.empty();
        }
    };

    @Test
    void aRuntimeThatDoesNotExistIsAnErrorThatNamesBoth() {
        assertThatThrownBy(() -> NOTHING.require(Runtime.ESP_DL_1))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("ESP-DL 1.x does not exist for Test Chip");
    }

    @Test
    void accumulatorsBelongToOperandWidths() {
        Arithmetic arithmetic = new Arithmetic(
                RoundingMode.FLOOR,
                ImmutableMap.of(BitWidth.INT8, 20),
                new Arithmetic.PerChannel(4, BitWidth.INT16, 15));
        assertThat(arithmetic.accumulatorBits(BitWidth.INT8)).isEqualTo(20);
        assertThatThrownBy(() -> arithmetic.accumulatorBits(BitWidth.INT16))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVectorHasAsManyLanesAsElementsFit() {
        FilterLayout layout = new FilterLayout(128, true);
        assertThat(layout.lanes(BitWidth.INT8)).isEqualTo(16);
        assertThat(layout.lanes(BitWidth.INT16)).isEqualTo(8);
    }

    @Test
    void withoutTargetModulesThereAreNoTargets() {
        assertThat(Targets.load().all()).isEmpty();
    }
}
