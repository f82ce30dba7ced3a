package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
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
            assertThat(models.run()).isEmpty();
        }
    }
}
