package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.testing.Graphs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatedRunTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 2, 3)
            .node("Relu", "x", "y")
            .output("y")
            .build();

    @Test
    void runsAsOftenAsAsked() {
        FloatTensor input = FloatTensor.of(new long[] {2, 3}, new float[6]);

        try (RepeatedRun run = RepeatedRun.open(MODEL, Map.of("x", input), 1)) {
            assertThatCode(run::run).doesNotThrowAnyException();
            assertThatCode(run::run).doesNotThrowAnyException();
        }
    }

    @Test
    void inputsThatDoNotFitAreReported() {
        FloatTensor input = FloatTensor.of(new long[] {1, 3}, new float[3]);

        try (RepeatedRun run = RepeatedRun.open(MODEL, Map.of("x", input), 1)) {
            assertThatThrownBy(run::run).hasMessageContaining("ONNX Runtime cannot run the model");
        }
    }
}
