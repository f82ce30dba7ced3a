package dev.espquant.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import org.junit.jupiter.api.Test;

class OptimizationReportTest {
    private static final OptimizationReport REPORT = new OptimizationReport(
            ImmutableList.of("a", "b"),
            ImmutableList.of(new PassActivity("b", Phase.FUSE, ImmutableList.of("bn1", "bn2"))),
            ImmutableSortedMap.of("BatchNormalization", 2, "Conv", 2),
            ImmutableSortedMap.of("Conv", 2),
            ImmutableList.of("look here"),
            true,
            100);

    @Test
    void countsNodes() {
        assertThat(REPORT.nodeCountBefore()).isEqualTo(4);
        assertThat(REPORT.nodeCountAfter()).isEqualTo(2);
        assertThat(OptimizationReport.nodesPerOperator(ModelZoo.convNet().graph()))
                .containsEntry("Conv", 2)
                .containsEntry("Gemm", 1);
    }

    @Test
    void tellsWhatFiredWhere() {
        assertThat(REPORT.activity("b"))
                .hasValueSatisfying(a -> assertThat(a.count()).isEqualTo(2));
        assertThat(REPORT.activity("a")).isEmpty();
        assertThat(REPORT.lines())
                .containsExactly(
                        "b: 2x",
                        "    bn1",
                        "    bn2",
                        "BatchNormalization: 2 -> 0",
                        "Conv: 2",
                        "nodes: 4 -> 2",
                        "note: look here");
    }
}
