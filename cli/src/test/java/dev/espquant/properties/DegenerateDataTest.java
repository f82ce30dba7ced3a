package dev.espquant.properties;

import static dev.espquant.testing.Graphs.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.Cli;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code espquant calibrate} on data that says little or nothing: a sound exponent, or an error that names the tensor and the sample. */
class DegenerateDataTest {
    private static final int BAD_USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final String[][] MODES = {
        {"--bits", "int8", "--method", "minmax"},
        {"--bits", "int8", "--method", "entropy"},
        {"--bits", "int8", "--granularity", "per-channel", "--method", "minmax"},
        {"--bits", "int8", "--granularity", "per-channel", "--method", "entropy"},
        {"--bits", "int16", "--method", "minmax"}
    };

    @TempDir
    Path folder = Path.of("");

    private Path model = Path.of("");
    private Path table = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        model = folder.resolve("model.onnx");
        table = folder.resolve("table.json");
        write(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .initializer("w", ramp(3, 2, 3, 3))
                .initializer("b", ramp(3))
                .node("Conv", "x w b", "c")
                .node("Relu", "c", "r")
                .node("GlobalAveragePool", "r", "y")
                .output("y")
                .build());
    }

    @ParameterizedTest
    @CsvSource({"1, -7, -15", "0.001, -17, -25", "-300, 1, -7"})
    void constant_samples(float value, int int8, int int16) throws IOException {
        Path data = data(filled(3, value));
        for (String[] mode : MODES) {
            QuantizationTable found = calibrated(calibrate(data, mode));
            assertThat(exponent(found, "x")).isEqualTo(mode[1].equals("int8") ? int8 : int16);
            assertThat(exponent(found, "c")).isBetween(-40, 20);
        }
    }

    @Test
    void one_hot_samples() throws IOException {
        float[] values = filled(3, 0);
        values[5] = 1;
        values[40] = 1;
        Path data = data(values);
        for (String[] mode : MODES) {
            assertThat(exponent(calibrated(calibrate(data, mode)), "x")).isEqualTo(mode[1].equals("int8") ? -7 : -15);
        }
    }

    @Test
    void samples_of_zeros_get_an_exponent_and_a_warning() throws IOException {
        Path data = data(filled(2, 0));
        for (String[] mode : MODES) {
            Cli run = calibrate(data, mode);
            assertThat(exponent(calibrated(run), "x")).isEqualTo(mode[1].equals("int8") ? -7 : -15);
            assertThat(run.err()).contains("warning: value 'x': it is zero in all samples");
        }
    }

    @Test
    void a_layer_that_is_dead_behind_its_activation_gets_an_exponent_and_a_warning() throws IOException {
        write(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .initializer("minus", dev.espquant.ir.Tensor.ofFloats(new long[0], -1))
                .node("Relu", "x", "p")
                .node("Mul", "p minus", "n")
                .node("Relu", "n", "y")
                .output("y")
                .build());
        Path data = data(filled(2, 3));
        for (String[] mode : MODES) {
            Cli run = calibrate(data, mode);
            // All that is known of the product is its own range: 3.
            assertThat(exponent(calibrated(run), "y")).isEqualTo(mode[1].equals("int8") ? -5 : -13);
            assertThat(run.err()).contains("warning: value 'y': it is zero in all samples");
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbers_that_are_not_finite_are_found(float bad) throws IOException {
        float[] values = filled(4, 0.5f);
        values[2 * 32 + 7] = bad;
        Path data = data(values);
        for (String[] mode : MODES) {
            Cli run = calibrate(data, mode);
            assertThat(run.code()).as(run.err()).isEqualTo(BAD_INPUT);
            assertThat(run.err())
                    .contains("value 'x': ", "it holds " + bad + " in calibration sample 2", "Fix: ")
                    .doesNotContain("internal error");
            assertThat(table).doesNotExist();
        }
    }

    @Test
    void numbers_that_the_model_makes_infinite_are_found() throws IOException {
        write(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .node("Mul", "x x", "square")
                .node("Relu", "square", "y")
                .output("y")
                .build());
        float[] values = filled(4, 0.5f);
        values[3 * 32] = 1e30f;
        Cli run = calibrate(data(values), MODES[0]);
        assertThat(run.code()).isEqualTo(BAD_INPUT);
        assertThat(run.err()).contains("value 'square': ", "Infinity in calibration sample 3", "Fix: ");
    }

    @Test
    void huge_and_tiny_samples() throws IOException {
        for (float value : new float[] {1e-38f, 1e-30f, Float.MIN_VALUE, 1e30f}) {
            for (String[] mode : MODES) {
                Cli run = calibrate(data(filled(2, value)), mode);
                if (run.code() == 0) {
                    assertThat(exponent(calibrated(run), "x")).isBetween(-63, 63);
                } else {
                    assertThat(run.code()).as(run.err()).isEqualTo(BAD_INPUT);
                    assertThat(run.err()).contains("value '", "Fix: ").doesNotContain("internal error");
                }
            }
        }
    }

    @Test
    void a_single_sample_is_enough() throws IOException {
        Path data = data(ramp(1, 2, 4, 4).toFloats());
        for (String[] mode : MODES) {
            calibrated(calibrate(data, mode));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 70, 200})
    void empty_and_cut_files_are_refused(int length) throws IOException {
        Path data = data(filled(2, 1));
        Files.write(data, Arrays.copyOf(Files.readAllBytes(data), length));
        Cli run = calibrate(data, MODES[0]);
        assertThat(run.code()).as(run.err()).isEqualTo(BAD_INPUT);
        assertThat(run.err()).contains(data.getFileName().toString(), "Fix: ").doesNotContain("internal error");
        assertThat(table).doesNotExist();
    }

    @Test
    void no_samples_are_refused() throws IOException {
        Path none = folder.resolve("none.npy");
        NpyWriter.write(none, FloatTensor.of(new long[] {0, 2, 4, 4}));
        Cli run = calibrate(none, MODES[0]);
        assertThat(run.code()).as(run.err()).isEqualTo(BAD_INPUT);
        assertThat(run.err()).contains("sample", "Fix: ").doesNotContain("internal error");

        List<String> range = new ArrayList<>(List.of(MODES[0]));
        range.addAll(List.of("--samples", "2:2"));
        Cli cut = calibrate(data(filled(3, 1)), range.toArray(new String[0]));
        assertThat(cut.code()).as(cut.err()).isEqualTo(BAD_USAGE);
        assertThat(cut.err()).contains("sample", "Fix: ");
    }

    @Test
    void a_missing_file_is_named() {
        Cli run = calibrate(folder.resolve("nowhere.npy"), MODES[0]);
        assertThat(run.code()).isEqualTo(BAD_INPUT);
        assertThat(run.err()).contains("nowhere.npy");
    }

    private void write(Model content) throws IOException {
        OnnxWriter.write(content, model);
    }

    private Path data(float... values) throws IOException {
        Path file = folder.resolve("data.npy");
        NpyWriter.write(file, FloatTensor.of(new long[] {values.length / 32, 2, 4, 4}, values));
        return file;
    }

    private static float[] filled(int samples, float value) {
        float[] values = new float[samples * 32];
        Arrays.fill(values, value);
        return values;
    }

    private Cli calibrate(Path data, String... mode) {
        List<Object> arguments = new ArrayList<>(List.of("calibrate", model, "--data", data, "-o", table));
        arguments.addAll(List.of(mode));
        return Cli.run(arguments.toArray());
    }

    private QuantizationTable calibrated(Cli run) {
        assertThat(run.code()).as(run.err()).isZero();
        return TableJson.read(table);
    }

    private static int exponent(QuantizationTable found, String value) {
        return found.get(value).exponents().get(0);
    }
}
