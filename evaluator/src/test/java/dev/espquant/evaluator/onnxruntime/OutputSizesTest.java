package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputSizesTest {
    private static final List<String> OUTPUTS = List.of("c", "s", "z");

    @Test
    void aNamedBatchIsFilledIn() throws OrtException {
        try (OrtSession session = Sessions.open(model(new Dimension.Symbolic("N")), OUTPUTS, ExecutorOptions.QUICK)) {
            OutputSizes sizes = OutputSizes.of(session);
            assertThat(sizes.floats("c", 7)).hasValue(new long[] {7, 20, 6, 5});
            assertThat(sizes.floats("s", 7)).as("no floats").isEmpty();
            assertThat(sizes.floats("z", 7)).as("it depends on the data").isEmpty();
            assertThat(sizes.floats("unknown", 7)).isEmpty();
        }
    }

    @Test
    void aFixedBatchIsWhatTheModelSays() throws OrtException {
        try (OrtSession session = Sessions.open(model(Dimension.of(3)), OUTPUTS, ExecutorOptions.QUICK)) {
            assertThat(OutputSizes.of(session).floats("c", 3)).hasValue(new long[] {3, 20, 6, 5});
        }
    }

    private static Model model(Dimension batch) {
        Shape shape = Shape.of(List.of(batch, Dimension.of(3), Dimension.of(6), Dimension.of(5)));
        return Graphs.model("m")
                .input("x", DataType.FLOAT, shape)
                .initializer("w", Graphs.ramp(20, 3, 3, 3))
                .node("Conv", "x w", "c", "pads", new long[] {1, 1, 1, 1})
                .node("Shape", "c", "s")
                .node("NonZero", "c", "i")
                .node("Cast", "i", "z", "to", 1L)
                .output("c")
                .build();
    }
}
