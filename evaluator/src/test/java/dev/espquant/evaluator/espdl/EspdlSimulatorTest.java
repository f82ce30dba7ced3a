package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EspdlSimulatorTest {
    private static final TargetRuntime FACTS = Targets.load().get("esp32").require(Runtime.ESP_DL_3);
    private static final EspdlArray X = EspdlArray.ofIntegers(DataType.INT8, new int[] {1, 3}, -2, -5, 0, 7);

    /** {@code x -> Relu -> r -> Neg -> y}; the file has the sizes of r wrong. */
    private static EspdlGraph chain() {
        EspdlValue x = EspdlValue.of("x", DataType.INT8, Shape.of(1, 3), -2);
        EspdlValue r = EspdlValue.of("r", DataType.INT8, Shape.of(3, 1), -2);
        EspdlValue y = EspdlValue.of("y", DataType.INT8, Shape.of(1, 3), -2);
        return new EspdlGraph(
                "chain",
                "",
                ImmutableList.of(
                        Node.of("relu", "Relu", List.of("x"), List.of("r")),
                        Node.of("neg", "Neg", List.of("r"), List.of("y"))),
                ImmutableList.of(),
                ImmutableList.of(x),
                ImmutableList.of(y),
                ImmutableList.of(x, r, y),
                ImmutableList.of(),
                ImmutableList.of());
    }

    @Test
    void nodesRunInOrderAndOutputsAreKept() {
        EspdlResult result = EspdlSimulator.of(chain(), FACTS).run(Map.of("x", X));
        assertThat(result.values().keySet()).containsExactly("y");
        assertThat(result.value("y").toInts()).containsExactly(0, 0, -7);
    }

    @Test
    void valuesBetweenAreKeptOnRequestWithTheSizesThatNodesMake() {
        EspdlResult result = EspdlSimulator.of(chain(), FACTS).run(Map.of("x", X), ImmutableSet.of("x", "r"));
        assertThat(result.values().keySet()).containsExactly("x", "r");
        assertThat(result.value("r").sizes()).containsExactly(1, 3);
        assertThatThrownBy(() -> result.value("y")).hasMessageContaining("did not keep it");
    }

    @Test
    void inputsMustBeThereWithTypeAndShape() {
        EspdlSimulator simulator = EspdlSimulator.of(chain(), FACTS);
        assertThatThrownBy(() -> simulator.run(Map.of())).hasMessageContaining("it is missing");
        EspdlArray wide = EspdlArray.zeros(DataType.INT16, new int[] {1, 3}, -2);
        assertThatThrownBy(() -> simulator.run(Map.of("x", wide))).hasMessageContaining("int16[1, 3]");
        EspdlArray flat = EspdlArray.zeros(DataType.INT8, new int[] {3}, -2);
        assertThatThrownBy(() -> simulator.run(Map.of("x", flat))).isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> simulator.inputType("z")).hasMessageContaining("no input of that name");
    }

    @Test
    void anUnknownOperatorIsUnsupported() {
        EspdlNodeTester tester = EspdlNodeTester.of("Conf")
                .input(DataType.INT8, 0, new int[] {1}, 1)
                .output(DataType.INT8, 0, 1);
        assertThatThrownBy(tester::run)
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("Conf")
                .hasMessageContaining("Conv");
    }

    @Test
    void sumsThatLeaveTheirRegisterAreCountedForTheirNode() {
        EspdlResult result = EspdlNodeTester.of("Gemm")
                .on("esp32")
                .input(DataType.INT8, 0, new int[] {1, 1}, 1)
                .constant(DataType.INT8, 0, new int[] {1, 1, 1, 2}, 1, -1)
                .constant(DataType.INT32, 0, new int[] {2}, Integer.MAX_VALUE, Integer.MAX_VALUE)
                .output(DataType.INT8, 0, 1, 2)
                .result();
        assertThat(result.overflows()).containsExactly(Map.entry("n", 1L));
        assertThat(result.overflowCount()).isEqualTo(1);
    }

    @Test
    void sizesBeyondAnyChipAreRefusedBeforeMemoryIsTaken() {
        EspdlNodeTester tester = EspdlNodeTester.of("Pad")
                .input(DataType.INT8, 0, new int[] {1}, 1)
                .constant(DataType.INT64, 0, new int[] {2}, 1 << 30, 0)
                .output(DataType.INT8, 0, 1);
        assertThatThrownBy(tester::run).isInstanceOf(GraphException.class).hasMessageContaining("beyond");
    }

    @Test
    void aValueWithoutTypeIsNamed() {
        EspdlGraph graph = chain();
        EspdlGraph lacking = new EspdlGraph(
                graph.name(),
                "",
                graph.nodes(),
                graph.initializers(),
                graph.inputs(),
                graph.outputs(),
                graph.inputs(),
                ImmutableList.of(),
                ImmutableList.of());
        assertThatThrownBy(() -> EspdlSimulator.of(lacking, FACTS))
                .hasMessageContaining("'r'")
                .hasMessageContaining("list of values");
    }
}
