package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.ExternalLayout.Place;
import dev.espquant.testing.Graphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalLayoutTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, 1)
            .initializer("small", floats(255))
            .initializer("first", floats(256))
            .initializer("page", floats(1024))
            .initializer("last", floats(300))
            .node("Identity", "x", "y")
            .output("y")
            .graphUnchecked();

    @Test
    void pagesBeginAtPagesAndSmallConstantsStay() {
        assertThat(ExternalLayout.of(GRAPH, "w").places())
                .containsExactly(
                        Map.entry("first", new Place(0, 1024)),
                        Map.entry("page", new Place(4096, 4096)),
                        Map.entry("last", new Place(8192, 1200)));
    }

    @Test
    void theFileHoldsTheElementsAndZerosBetween() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ExternalLayout.of(GRAPH, "w").write(GRAPH, file);
        byte[] bytes = file.toByteArray();
        assertThat(bytes).hasSize(8192 + 1200);
        for (String name : new String[] {"first", "page", "last"}) {
            Place place = ExternalLayout.of(GRAPH, "w").place(name).orElseThrow();
            byte[] expected = new byte[(int) place.length()];
            GRAPH.initializers().get(name).bytes().get(expected);
            assertThat(Arrays.copyOfRange(bytes, (int) place.offset(), (int) place.end()))
                    .as(name)
                    .isEqualTo(expected);
        }
        assertThat(Arrays.copyOfRange(bytes, 1024, 4096)).containsOnly(0);
    }

    private static Tensor floats(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 1.5f);
        return Tensor.ofFloats(new long[] {count}, values);
    }
}
