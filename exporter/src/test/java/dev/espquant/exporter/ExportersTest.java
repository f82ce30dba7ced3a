package dev.espquant.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.exporter.coefficients.CoefficientExporter;
import org.junit.jupiter.api.Test;

class ExportersTest {
    @Test
    void findsFormatsByName() {
        assertThat(Exporters.load().get("coefficients")).isInstanceOf(CoefficientExporter.class);
        assertThatThrownBy(() -> Exporters.load().get("coeficients"))
                .hasMessageContaining("did you mean 'coefficients'");
    }

    @Test
    void everyFormatDescribesItself() {
        assertThat(Exporters.load().all())
                .allSatisfy(e -> assertThat(e.description()).isNotBlank());
    }
}
