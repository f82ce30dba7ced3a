package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.testing.Graphs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever operators meet, the generated class gives the simulator's integers. */
class RandomModelTest {
    private static final int MODELS = Integer.getInteger("espquant.randomModels", 90);
    private static final List<QuantizationScheme> SCHEMES = List.of(
            QuantizationScheme.INT8_PER_TENSOR,
            QuantizationScheme.INT8_PER_CHANNEL,
            QuantizationScheme.INT16_PER_TENSOR);

    @Test
    void equalTheSimulator(@TempDir Path folder) throws Exception {
        if (CompiledModels.compilerFound()) {
            CompiledModels models = new CompiledModels(folder);
            for (int seed = 0; seed < MODELS; seed++) {
                QuantizedGraph graph = TestTables.quantize(
                        RandomModels.of(seed), SCHEMES.get(seed % 3), seed % 2 == 0 ? "esp32" : "esp32s3");
                models.add("random_" + seed, graph, TestTables.image(graph, seed));
            }
            QuantizedGraph hostile = TestTables.quantize(hostile(), SCHEMES.get(0), "esp32s3");
            models.add("hostile", hostile, TestTables.image(hostile, 0));
            assertThat(models.run()).isEmpty();
        }
    }

    /** Names that mean something in C++, at least if they got out of where they belong. */
    private static Model hostile() {
        String name = "*/ \"); }; \\\n#error ??/\n";
        return Graphs.model(name)
                .input(name, DataType.FLOAT, 1, 2, 3, 3)
                .initializer("w", Graphs.ramp(3, 2, 1, 1))
                .node("Conv", List.of(name, "w"), List.of("hostile"))
                .named("hostile_coefficient")
                .node("Sigmoid", "hostile", "input")
                .named("get_output")
                .node("Tanh", "input", "y")
                .named(name)
                .node("Relu", "y", "z")
                .named("class")
                .output("z")
                .build();
    }
}
