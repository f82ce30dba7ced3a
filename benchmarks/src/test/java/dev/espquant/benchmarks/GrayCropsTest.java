package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.testing.Graphs;
import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GrayCropsTest {
    private static final String FILE = "natural_images/crops_96x96_rgb_u8.npy";

    @Test
    void aPixelIsTheLumaOfItsColours() {
        SharedData.whenPresent(root -> {
            Path data = root.resolve("data");
            Model model = Graphs.model("m")
                    .input("x", DataType.FLOAT, 1, 96, 96, 1)
                    .node("Relu", "x", "y")
                    .output("y")
                    .build();
            GrayCrops crops = new GrayCrops(FILE, 0.5f, RowChoice.of("::2"));
            float[] rgb = new float[3];
            NpyFile.open(data.resolve(FILE)).readFloats(2L * 96 * 96 * 3, rgb, 0, 3);

            SampleSource source = crops.open(model.graph(), data);

            assertThat(source.count()).isEqualTo(16);
            assertThat(source.sampleSizes().get("x")).containsExactly(96, 96, 1);
            assertThat(source.read(1, 1).get("x").values()[0])
                    .isCloseTo(0.5f * (0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2]), within(1e-3f));
            assertThat(crops.labels(data)).isEmpty();
        });
    }
}
