package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class PoolTranslatorsTest {

    private static EspdlGraph lower(String opType, Object... attributes) {
        return Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 5, 6)
                        .node(opType, "x", "y", attributes)
                        .output("y")
                        .build())
                .graph();
    }

    @Test
    void theLargestOfAPlaneIsAPoolOverThePlane() {
        Node pool = lower("GlobalMaxPool").nodes().get(0);
        assertThat(pool.opType()).isEqualTo("MaxPool");
        assertThat(pool.intsAttribute("kernel_shape").orElseThrow()).containsExactly(5, 6);
        assertThat(pool.intsAttribute("strides").orElseThrow()).containsExactly(1, 1);
    }

    @Test
    void averagesCountTheirPads() {
        Node pool = lower(
                        "AveragePool",
                        "kernel_shape",
                        new long[] {3, 3},
                        "pads",
                        new long[] {1, 1, 1, 1},
                        "count_include_pad",
                        1)
                .nodes()
                .get(0);
        assertThat(pool.intAttribute("count_include_pad", 0)).isEqualTo(1);
        assertThat(pool.intAttribute("ceil_mode", 1)).isZero();
        assertThat(pool.intsAttribute("strides").orElseThrow()).containsExactly(1, 1);
    }

    @Test
    void axesOfReductionsAreAnInputSortedFromTheFront() {
        EspdlGraph graph = lower("ReduceMean", "axes", new long[] {-1, 1}, "keepdims", 0);
        Node mean = graph.nodes().get(0);
        assertThat(graph.initializer(mean.inputs().get(1))
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(1, 3);
        assertThat(mean.intAttribute("keepdims", 1)).isZero();
        assertThat(mean.attribute("axes")).isEmpty();
        EspdlGraph all = lower("ReduceMax");
        assertThat(all.initializer(all.nodes().get(0).inputs().get(1))
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(0, 1, 2, 3);
    }
}
