package dev.espquant.evaluator.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomInputsTest {
    @ParameterizedTest
    @EnumSource(
            names = {
                "FLOAT",
                "DOUBLE",
                "FLOAT16",
                "BFLOAT16",
                "INT8",
                "UINT8",
                "INT16",
                "INT32",
                "INT64",
                "BOOL",
                "STRING"
            })
    void drawsTheSameFromTheSameSeed(DataType type) {
        Graph graph = Graphs.model("m")
                .input("x", type, 2, 50)
                .node("Identity", "x", "y")
                .output("y", type, 2, 50)
                .graph();
        Map<String, Tensor> inputs = RandomInputs.of(graph, new OpenSizes(1, 1), 3);
        assertThat(inputs.get("x").sizes()).containsExactly(2, 50);
        assertThat(inputs.get("x").type()).isEqualTo(type);
        assertThat(RandomInputs.of(graph, new OpenSizes(1, 1), 3)).isEqualTo(inputs);
        if (type != DataType.STRING) {
            assertThat(Arrays.stream(inputs.get("x").toDoubles()).boxed()).allMatch(v -> v >= -2 && v <= 100);
            assertThat(RandomInputs.of(graph, new OpenSizes(1, 1), 4)).isNotEqualTo(inputs);
        }
    }
}
