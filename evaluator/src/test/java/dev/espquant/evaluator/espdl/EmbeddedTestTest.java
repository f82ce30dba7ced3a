package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EmbeddedTestTest {
    private static final EspdlGraph GRAPH = EspdlNodeTester.of("Relu")
            .input(DataType.INT8, 0, new int[] {2}, 0, 0)
            .output(DataType.INT8, 0, 2)
            .graph();

    private static EspdlTensor tensor(String name, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return EspdlTensor.of(name, Tensor.ofBytes(DataType.INT8, new long[] {values.length}, bytes.flip()), 0);
    }

    @Test
    void theNthValueOfANameBelongsToTheNthTest() {
        EspdlGraph graph = GRAPH.withTests(
                ImmutableList.of(tensor("x0", 1, -1), tensor("x0", -2, 2)),
                ImmutableList.of(tensor("y0", 1, 0), tensor("y0", 0, 3)));
        ImmutableList<EmbeddedTest> tests = EmbeddedTest.of(graph);
        EspdlSimulator simulator =
                EspdlSimulator.of(graph, Targets.load().get("esp32").require(Runtime.ESP_DL_3));

        assertThat(tests).hasSize(2);
        assertThat(tests.get(0)
                        .compare(simulator.run(tests.get(0).inputs()))
                        .get(0)
                        .isEqual())
                .isTrue();
        TestComparison second =
                tests.get(1).compare(simulator.run(tests.get(1).inputs())).get(0);
        assertThat(second.mismatches()).isEqualTo(1);
        assertThat(second.largestDifference()).isEqualTo(1);
        assertThat(second.elements()).isEqualTo(2);
    }

    @Test
    void aTestWithoutAnInputIsRefused() {
        EspdlGraph two = EspdlNodeTester.of("Add")
                .input(DataType.INT8, 0, new int[] {2}, 0, 0)
                .input(DataType.INT8, 0, new int[] {2}, 0, 0)
                .output(DataType.INT8, 0, 2)
                .graph()
                .withTests(ImmutableList.of(tensor("x0", 1, 1)), ImmutableList.of());
        assertThatThrownBy(() -> EmbeddedTest.of(two))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("x1");
    }

    @Test
    void anExpectedArrayOfAnotherSizeIsRefused() {
        EspdlGraph graph =
                GRAPH.withTests(ImmutableList.of(tensor("x0", 1, -1)), ImmutableList.of(tensor("y0", 1, 0, 0)));
        EmbeddedTest test = EmbeddedTest.of(graph).get(0);
        EspdlResult result = EspdlSimulator.of(
                        graph, Targets.load().get("esp32").require(Runtime.ESP_DL_3))
                .run(test.inputs());
        assertThatThrownBy(() -> test.compare(result)).isInstanceOf(GraphException.class);
    }
}
