package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class ObserversTest {
    @Test
    void findsThePlugins() {
        assertThat(Observers.load().all())
                .extracting(ObserverFactory::name)
                .contains("entropy", "kl", "minmax", "percentile");
        assertThat(Observers.load().all())
                .allSatisfy(o -> assertThat(o.description()).isNotBlank());
    }

    @Test
    void suggestsTheNearestName() {
        assertThatThrownBy(() -> Observers.load().get("min-max"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'min-max'")
                .hasMessageContaining("did you mean 'minmax'?");
    }
}
