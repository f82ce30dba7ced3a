package dev.espquant.exporter.qdq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class QdqNamesTest {
    @Test
    void standApartFromNamesThatLookTheSame() {
        QdqNames names = QdqNames.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 1)
                .node("Relu", "x", "x/qdq/exact")
                .output("x/qdq/exact")
                .build()
                .graph());

        assertThat(names.of("x", "exact")).isEqualTo("x/qdq_/exact");
    }
}
