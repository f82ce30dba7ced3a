package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MNIST sample of Espressif's toolkit: from the float model to the ten integers that an ESP32-S3 printed. */
class QuantizeCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void mnist_gives_the_published_exponents_and_accuracy() {
        SharedData.whenPresent(shared -> {
            JsonNode result = quantize(shared, "int16", "per-tensor");
            QuantizationTable table = TableJson.read(Path.of(result.get("table").asText()));
            assertThat(exponent(table, "input")).isEqualTo(-15);
            assertThat(result.get("info"))
                    .extracting(JsonNode::asText)
                    .contains(
                            "model input name: input, exponent: -15",
                            "Gemm layer name: fused_gemm_0, output_exponent: -11",
                            "Gemm layer name: fused_gemm_1, output_exponent: -11",
                            "Gemm layer name: fused_gemm_2, output_exponent: -9");
            JsonNode evaluation = result.get("evaluation");
            assertThat(evaluation.get("float").get("correct").asInt()).isEqualTo(9770);
            assertThat(evaluation.get("integers").get("total").asInt()).isEqualTo(10_000);
            assertThat(evaluation.get("integers").get("accuracy").asDouble()).isGreaterThan(0.976);
        });
    }

    @Test
    void int8_is_within_half_a_percent_of_float() {
        SharedData.whenPresent(shared -> {
            for (String granularity : new String[] {"per-tensor", "per-channel"}) {
                JsonNode evaluation = quantize(shared, "int8", granularity).get("evaluation");
                assertThat(evaluation.get("integers").get("accuracy").asDouble())
                        .as(granularity)
                        .isGreaterThan(0.972);
            }
        });
    }

    @Test
    void the_sample_image_gives_the_integers_that_the_chip_printed() {
        SharedData.whenPresent(shared -> {
            quantize(shared, "int16", "per-tensor");
            JsonNode golden = new ObjectMapper()
                    .readTree(SharedData.file(shared, "data/espdl_v11_mnist_sample/device_golden.json")
                            .toFile());
            int[] pixels = integers(golden.get("image_u8"));
            for (int i = 0; i < pixels.length; i++) {
                // The firmware: a cast, so truncation, of pixel / 255 * 2^15, then clipping.
                pixels[i] = Math.min(32767, (int) (pixels[i] / 255.0 * (1 << 15)));
            }
            Path image = folder.resolve("image.npy");
            NpyWriter.write(image, NpyType.INT16, new long[] {1, 28, 28}, pixels);
            Path outputs = folder.resolve("outputs.npz");
            Cli run = Cli.run(
                    "evaluate",
                    folder.resolve("mnist_model_example_optimized.onnx"),
                    "--table",
                    folder.resolve("mnist_model_example_table.json"),
                    "--target",
                    "esp32s3",
                    "--data",
                    image,
                    "--quantized-input",
                    "--outputs",
                    outputs);
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isEqualTo(ExitCode.OK);
            int[] computed = new int[10];
            NpyFile.open(outputs + ":output").readInts(0, computed, 0, 10, -32768, 32767);
            assertThat(computed).containsExactly(integers(printed(golden)));
        });
    }

    private JsonNode quantize(Path shared, String bits, String granularity) throws IOException {
        Cli run = Cli.run(
                "quantize",
                SharedData.file(shared, "data/espdl_v11_mnist_sample/mnist_model_example.onnx"),
                "--data",
                SharedData.file(shared, "data/mnist/test_images.npy"),
                "--labels",
                SharedData.file(shared, "data/mnist/test_labels.npy"),
                "--samples",
                "0:5000:50",
                "--std",
                "255",
                "--bits",
                bits,
                "--granularity",
                granularity,
                "--target",
                "esp32s3",
                "-o",
                folder,
                "--verify",
                "--json");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("100 of 10000 evaluation samples are calibration samples too");
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.get("verified").get("outputs")).hasSize(1);
        return result;
    }

    private static int exponent(QuantizationTable table, String tensor) {
        return table.get(tensor).exponents().get(0);
    }

    private static JsonNode printed(JsonNode golden) {
        return golden.get("device_output_int16");
    }

    private static int[] integers(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }
}
