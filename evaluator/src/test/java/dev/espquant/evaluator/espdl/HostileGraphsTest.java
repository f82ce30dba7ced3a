package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.ir.espdl.EspdlWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that can be read but make no sense: a result or one clear error, never anything else. */
class HostileGraphsTest {
    private static final int HEADER = 16;

    private static EspdlNodeTester conv() {
        return EspdlNodeTester.of("Conv")
                .attribute("pads", Attribute.ofInts(1, 1))
                .attribute("strides", Attribute.ofInts(1))
                .attribute("dilations", Attribute.ofInts(1))
                .attribute("group", Attribute.of(1))
                .input(DataType.INT8, -3, new int[] {1, 4, 2}, 1, 2, 3, 4, 5, 6, 7, 8)
                .constant(DataType.INT8, new int[] {-4}, "NWC", new int[] {3, 2, 1}, 1, 2, 3, 4, 5, 6)
                .constant(DataType.INT32, -7, new int[] {1}, 5)
                .output(DataType.INT8, -4, 1, 4, 1);
    }

    private static EspdlNodeTester slice() {
        return EspdlNodeTester.of("Slice")
                .input(DataType.INT8, 0, new int[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .constant(DataType.INT64, 0, new int[] {1}, 1)
                .constant(DataType.INT64, 0, new int[] {1}, 3)
                .constant(DataType.INT64, 0, new int[] {1}, 1)
                .constant(DataType.INT64, 0, new int[] {1}, 1)
                .output(DataType.INT8, 0, 2, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changedBytesGiveAResultOrAClearError(boolean convolution) {
        EspdlNodeTester tester = convolution ? conv() : slice();
        byte[] whole = EspdlWriter.toBytes(tester.model());
        Random random = new Random(5);
        int results = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes[HEADER + random.nextInt(bytes.length - HEADER)] = (byte) random.nextInt(16);
            }
            results += outcome(bytes, tester);
        }
        assertThat(results).isPositive();
    }

    /** 1 for a result, 0 for an error that is meant for users. */
    private static int outcome(byte[] bytes, EspdlNodeTester tester) {
        try {
            EspdlModel model = EspdlReader.open(bytes, "file", Optional.empty()).onlyModel();
            run(model.graph(), tester);
            return 1;
        } catch (GraphException e) {
            assertThat(e.getMessage()).isNotBlank();
            return 0;
        }
    }

    private static void run(EspdlGraph graph, EspdlNodeTester tester) {
        EspdlSimulator simulator = EspdlSimulator.of(graph, tester.facts());
        Map<String, EspdlArray> inputs = new HashMap<>();
        for (EspdlValue input : graph.inputs()) {
            ArrayType type = simulator.inputType(input.name());
            inputs.put(input.name(), EspdlArray.zeros(type.type(), type.toSizes(), type.exponent()));
        }
        simulator.run(inputs);
    }

    /** The list of values may contradict the graph's inputs; what a caller supplies counts. */
    @Test
    void graphInputsCountMoreThanTheListOfValues() {
        EspdlNodeTester tester = slice();
        EspdlGraph graph = tester.graph();
        EspdlValue larger = EspdlValue.of("x0", DataType.INT8, Shape.of(4, 3), 0);
        EspdlGraph contradicting = new EspdlGraph(
                graph.name(),
                "",
                graph.nodes(),
                graph.initializers(),
                graph.inputs(),
                graph.outputs(),
                ImmutableList.of(larger, graph.outputs().get(0)),
                ImmutableList.of(),
                ImmutableList.of());
        EspdlResult result = EspdlSimulator.of(contradicting, tester.facts()).run(Map.of("x0", tester.firstInput()));
        assertThat(result.value("y0").toInts()).containsExactly(2, 3, 5, 6);
    }
}
