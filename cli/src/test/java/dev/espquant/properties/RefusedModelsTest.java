package dev.espquant.properties;

import static dev.espquant.testing.Graphs.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.cli.Cli;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.testing.Graphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that no ESP-DL 1.x chip can run: calibration, quantization and the command line refuse them alike and say what would help. */
class RefusedModelsTest {
    private static final QuantizationTable EMPTY =
            new QuantizationTable("", QuantizationScheme.INT8_PER_TENSOR, "", 0, ImmutableList.of(), ImmutableMap.of());

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal("Div", "does not exist", "multiply by the reciprocal", image().node("Div", "x x", "y")),
                refusal(
                        "ConvTranspose",
                        "does not exist",
                        "use Resize with mode nearest",
                        image().initializer("w", ramp(3, 2, 2, 2)).node("ConvTranspose", "x w", "y")),
                refusal(
                        "HardSwish",
                        "does not exist",
                        "run 'espquant optimize --preset full'",
                        image().opset(14).node("HardSwish", "x", "y")),
                refusal(
                        "MatMul",
                        "weights are constant",
                        "run 'espquant optimize'",
                        Graphs.model("m").input("x", DataType.FLOAT, 1, 4, 4).node("MatMul", "x x", "y")),
                refusal(
                        "Conv",
                        "weights are constant",
                        "run 'espquant optimize'",
                        image().initializer("k", ramp(3, 3, 1, 1))
                                .node("Relu", "k", "w")
                                .node("Conv", "x w", "y")),
                refusal(
                        "Resize",
                        "mode is nearest",
                        "nearest-neighbour",
                        image().initializer("scales", Tensor.ofFloats(new long[] {4}, 1, 1, 2, 2))
                                .node("Resize", "x - scales", "y", "mode", "linear")),
                refusal(
                        "MaxPool",
                        "ceil_mode is 0",
                        "widen the pads at the end",
                        image().node(
                                        "MaxPool",
                                        "x",
                                        "y",
                                        "kernel_shape",
                                        new long[] {2, 2},
                                        "strides",
                                        new long[] {2, 2},
                                        "ceil_mode",
                                        1)),
                refusal(
                        "Concat",
                        "does not join along the batch",
                        "run the model once for each image",
                        image().node("Concat", "x x", "y", "axis", 0)),
                refusal(
                        "Squeeze",
                        "leave the batch alone",
                        "without 0",
                        image().initializer("axes", Tensor.vector(0)).node("Squeeze", "x axes", "y")),
                refusal(
                        "Transpose",
                        "the batch stays the first axis",
                        "leave the first axis of perm at 0",
                        image().node("Transpose", "x", "y", "perm", new long[] {1, 0, 2, 3})),
                refusal(
                        "Softmax",
                        "does not run over the batch",
                        "choose the axis of the classes",
                        image().node("Softmax", "x", "y", "axis", 0)),
                refusal("Max", "it has two inputs", "use a chain of Max", image().node("Max", "x x x", "y")),
                refusal(
                        "Gemm",
                        "one bias",
                        "add a matrix of biases with Add",
                        Graphs.model("m")
                                .input("x", DataType.FLOAT, 4, 4)
                                .initializer("w", ramp(4, 4))
                                .initializer("b", ramp(4, 4))
                                .node("Gemm", "x w b", "y")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void names_node_rule_and_rewrite(String opType, String rule, String fix, Model model) throws Exception {
        String node =
                model.graph().nodes().get(model.graph().nodes().size() - 1).name();
        String[] parts = {"node '" + node + "' (" + opType + "): ", rule, "Fix: ", fix};
        for (Journey.Mode mode : Journey.Mode.ALL) {
            assertThatThrownBy(() -> Journey.of(0, model, samples(model), mode))
                    .isInstanceOf(UnsupportedModelException.class)
                    .hasMessageContainingAll(parts);
        }
        assertThatThrownBy(() -> Quantizer.quantize(model, EMPTY, Journey.anyTarget(), Runtime.ESP_DL_1))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll(parts);

        Path file = folder.resolve("model.onnx");
        Path data = folder.resolve("data.npy");
        Path table = folder.resolve("table.json");
        OnnxWriter.write(model, file);
        NpyWriter.write(data, samples(model).get("x"));
        Cli run = Cli.run("calibrate", file, "--data", data, "-o", table);
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains(parts).doesNotContain("internal error");
        assertThat(Files.exists(table)).isFalse();
    }

    @Test
    void all_reasons_are_given_at_once() {
        Model model = image().node("Div", "x x", "d")
                .node("Relu", "d", "r")
                .node("Elu", "r", "y")
                .output("y")
                .build();
        assertThatThrownBy(() -> Journey.of(0, model, samples(model), Journey.Mode.ALL.get(0)))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll("'div0'", "'elu2'");
    }

    @Test
    void a_constant_that_two_layers_need_in_different_integers() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .initializer("w", ramp(4, 4))
                .node("Gemm", "x w", "g")
                .node("Gemm", "g w", "y", "alpha", 3f)
                .output("y")
                .build();
        assertThatThrownBy(() -> Journey.of(0, model, samples(model), Journey.Mode.ALL.get(0)))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll("node 'gemm1' (Gemm)", "value 'w'", "share", "give each node a copy");
    }

    private static Arguments refusal(String opType, String rule, String fix, Graphs graphs) {
        return Arguments.of(opType, rule, fix, graphs.output("y").build());
    }

    private static Graphs image() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 3, 5, 5);
    }

    private static Map<String, FloatTensor> samples(Model model) {
        long[] sizes = model.graph().shape("x").orElseThrow().sizes();
        return Map.of("x", FloatTensor.of(sizes, ramp(sizes).toFloats()));
    }
}
