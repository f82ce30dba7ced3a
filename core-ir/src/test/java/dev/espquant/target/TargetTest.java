package dev.espquant.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.quant.BitWidth;
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
