package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.testing.Graphs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationPlanTest {
    private static final Graph GRAPH = ShapeInference.infer(Graphs.model("m")
                    .input("x", DataType.FLOAT, 1, 4, 128, 128)
                    .initializer("w", Graphs.ramp(4, 4, 1, 1))
                    .node("Conv", "x w", "c")
                    .node("Relu", "c", "r")
                    .node("Conv", "r w", "d")
                    .node("LeakyRelu", "d", "l")
                    .output("l")
                    .build())
            .graph();
    private static final ObservationPlan PLAN =
            ObservationPlan.of(GRAPH, ImmutableMap.of("c", "r", "d", "l"), ImmutableSet.of("x", "c", "r", "d", "l"));

    @Test
    void whatAReluHidesIsNotObserved() {
        assertThat(PLAN.observed().keySet())
                .as("a LeakyRelu lets negative values through, which may saturate in front of it")
                .containsExactlyInAnyOrder("x", "r", "l", "d");
        assertThat(PLAN.measured()).containsExactly("r", "l");
    }

    @Test
    void theMaximumIsEnoughForLargeValuesWithoutNegatives() {
        assertThat(PLAN.maxima(GRAPH, Map.of())).containsExactly("r");
    }

    @Test
    void observersThatCountNeedTheValues() {
        Observer counts = new Observer() {
            @Override
            public void observe(Observation piece) {}

            @Override
            public Observer merge(Observer other) {
                return this;
            }

            @Override
            public Estimate estimate() {
                return Estimate.ALL_ZERO;
            }
        };
        assertThat(PLAN.maxima(GRAPH, Map.of("r", counts))).isEmpty();
    }

    @Test
    void rangesOfSuchValuesBeginAtZero() {
        assertThat(PLAN.told("r", new ValueRange(2, 3, 7))).isEqualTo(new ValueRange(0, 3, 7));
        assertThat(PLAN.told("d", new ValueRange(2, 3, 7))).isEqualTo(new ValueRange(2, 3, 7));
    }
}
