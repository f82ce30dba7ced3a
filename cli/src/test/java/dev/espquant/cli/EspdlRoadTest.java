package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a float model to a file for ESP-DL 3.x whose own test passes, by commands, with widths mixed. */
class EspdlRoadTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void espressifsMnistModelKeepsItsAccuracyAndPassesItsOwnTest() {
        SharedData.whenPresent(root -> {
            Path data = SharedData.file(root, "data");
            for (String chip : new String[] {"esp32", "esp32s3", "esp32p4"}) {
                Cli quantize = Cli.run(
                        "quantize",
                        data.resolve("espdl_v11_mnist_sample/mnist_model_example.onnx")
                                .toString(),
                        "--data",
                        data.resolve("mnist/test_images.npy").toString(),
                        "--labels",
                        data.resolve("mnist/test_labels.npy").toString(),
                        "--std",
                        "255",
                        "--samples",
                        "0:5000:50",
                        "--eval-samples",
                        "5000:5400",
                        "--target",
                        chip,
                        "--runtime",
                        "3",
                        "--int16",
                        "fused_gemm_0",
                        "--name",
                        "net",
                        "-o",
                        folder.toString());
                assertThat(quantize.code()).as(quantize.err()).isEqualTo(ExitCode.OK);
                assertThat(quantize.out()).containsPattern("same prediction as float: (99|100)");
                Cli run = Cli.run("run", folder.resolve("net.espdl").toString(), "--target", chip);
                assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
                assertThat(run.out()).contains("0 mismatches");
            }
        });
    }
}
