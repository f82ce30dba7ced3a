package dev.espquant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static Graph graph(Dimension batch, long... image) {
        List<Dimension> dimensions = new java.util.ArrayList<>(List.of(batch));
        for (long size : image) {
            dimensions.add(Dimension.of(size));
        }
        return Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(dimensions))
                .node("Relu", "x", "y")
                .output("y")
                .build()
                .graph();
    }

    private static final Dimension ANY = Dimension.named("N");

    @Test
    void theUserDecidesWhereTheModelDoesNot() {
        assertThat(BatchSize.of(graph(ANY, 3, 4), 5)).isEqualTo(5);
        assertThat(BatchSize.of(graph(Dimension.of(1), 3, 4), null)).isEqualTo(1);
        assertThat(BatchSize.of(graph(Dimension.of(1), 3, 4), 1)).isEqualTo(1);
    }

    @Test
    void largeImagesMakeSmallBatches() {
        assertThat(BatchSize.of(graph(ANY, 3, 32, 32), null)).isEqualTo(64);
        assertThat(BatchSize.of(graph(ANY, 3, 224, 224), null)).isEqualTo(8);
        assertThat(BatchSize.of(graph(ANY, 3, 4000, 4000), null)).isEqualTo(1);
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> BatchSize.of(graph(Dimension.of(2), 3), 4)).hasMessageContaining("exactly 2 images");
        assertThatThrownBy(() -> BatchSize.of(graph(ANY, 3), 0)).hasMessageContaining("at least one image");
    }

    @Test
    void unknownSizesAreRefused() {
        Graph open = Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(ANY, Dimension.unknown())))
                .node("Relu", "x", "y")
                .output("y")
                .build()
                .graph();

        assertThatThrownBy(() -> BatchSize.of(open, null)).hasMessageContaining("not known");
    }
}
