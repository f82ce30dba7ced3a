package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@link LoweredModelsTest} states, for operators and arguments that its random models do not have, on one chip of each family. */
class LoweredOperatorsTest {

    @TestFactory
    Stream<DynamicTest> operators() {
        return Stream.of("esp32", "esp32s3", "esp32p4")
                .flatMap(chip -> models().entrySet().stream()
                        .map(model -> DynamicTest.dynamicTest(chip + " " + model.getKey(), () -> {
                            Target target = Targets.load().get(chip);
                            var drawn = model.getValue().build();
                            assertThat(target.require(Runtime.ESP_DL_3)
                                            .operators()
                                            .check(dev.espquant.ir.shape.ShapeInference.infer(drawn)
                                                    .graph()))
                                    .isEmpty();
                            ImmutableMap.Builder<String, FloatTensor> samples = ImmutableMap.builder();
                            Random random = new Random(1);
                            drawn.graph()
                                    .inputs()
                                    .forEach(input -> samples.put(
                                            input.name(),
                                            noise(
                                                    random,
                                                    drawn.graph()
                                                            .shape(input.name())
                                                            .orElseThrow()
                                                            .sizes())));
                            LoweredModelsTest.check(1, drawn, samples.buildOrThrow(), target);
                        })));
    }

    private static Map<String, Graphs> models() {
        Random random = new Random(2);
        return ImmutableMap.<String, Graphs>builder()
                .put(
                        "ConvTranspose",
                        image(3).initializer("w", weights(random, 3, 5, 3, 2))
                                .initializer("b", weights(random, 5))
                                .node(
                                        "ConvTranspose",
                                        "x w b",
                                        "y",
                                        "strides",
                                        new long[] {2, 3},
                                        "pads",
                                        new long[] {1, 0, 0, 1},
                                        "output_padding",
                                        new long[] {1, 0})
                                .output("y"))
                .put(
                        "depthwise ConvTranspose",
                        image(18)
                                .initializer("w", weights(random, 18, 1, 4, 4))
                                .node(
                                        "ConvTranspose",
                                        "x w",
                                        "y",
                                        "group",
                                        18L,
                                        "strides",
                                        new long[] {2, 2},
                                        "pads",
                                        new long[] {1, 1, 1, 1})
                                .output("y"))
                .put("MatMul of whole blocks", matrices(2, 5, 7, 16))
                .put("MatMul with a rest", matrices(2, 5, 7, 21))
                .put(
                        "Resize nearest",
                        image(3).initializer("s", Tensor.ofFloats(new long[] {4}, 1, 1, 2, 3))
                                .node(resize("nearest"))
                                .output("y"))
                .put(
                        "Resize linear",
                        image(3).initializer("s", Tensor.ofFloats(new long[] {4}, 1, 1, 2, 3))
                                .node(resize("linear"))
                                .output("y"))
                .put(
                        "PRelu of channels",
                        image(5).initializer("a", weights(random, 5, 1, 1))
                                .node("PRelu", "x a", "y")
                                .output("y"))
                .put(
                        "ReduceMean of channels",
                        image(5).node("ReduceMean", "x", "y", "axes", new long[] {1}, "keepdims", 0L)
                                .output("y"))
                .put(
                        "Split and Concat behind a layer",
                        image(4).initializer("w", weights(random, 6, 4, 1, 1))
                                .initializer("parts", Tensor.vector(2, 4))
                                .node("Conv", "x w", "c")
                                .node("Split", "c parts", "p q", "axis", 1L)
                                .node("Concat", "q p", "y", "axis", 1L)
                                .output("y"))
                .put(
                        "Gather",
                        image(4).initializer("i", Tensor.vector(2, 0, -1))
                                .node("Gather", "x i", "y", "axis", 2L)
                                .output("y"))
                .put(
                        "Div by a constant of channels",
                        image(4).initializer("w", weights(random, 6, 4, 1, 1))
                                .initializer("d", Tensor.ofFloats(new long[] {6, 1, 1}, 1, 2, 3, 4, 5, 6))
                                .node("Conv", "x w", "c")
                                .node("Div", "c d", "y")
                                .output("y"))
                .put(
                        "LayerNormalization behind a layer",
                        image(4).initializer("w", weights(random, 6, 4, 1, 1))
                                .initializer("s", weights(random, 5))
                                .initializer("o", weights(random, 5))
                                .opset(17)
                                .node("Conv", "x w", "c")
                                .node("LayerNormalization", "c s o", "y", "epsilon", 1e-3f)
                                .output("y"))
                .put(
                        "LayerNormalization of two axes without offset",
                        image(3).initializer("s", weights(random, 4, 5))
                                .opset(17)
                                .node("LayerNormalization", "x s", "y", "axis", 2L)
                                .output("y"))
                .put(
                        "RMSNormalization",
                        image(3).initializer("s", weights(random, 5))
                                .node("SimplifiedLayerNormalization", "x s", "y", "axis", -1L)
                                .output("y"))
                .put(
                        "LpNormalization of channels behind a layer",
                        image(4).initializer("w", weights(random, 6, 4, 1, 1))
                                .node("Conv", "x w", "c")
                                .node("LpNormalization", "c", "y", "axis", 1L, "p", 2L)
                                .output("y"))
                .put(
                        "LpNormalization of magnitudes",
                        image(4).node("LpNormalization", "x", "y", "p", 1L).output("y"))
                .put(
                        "Pow by a constant",
                        image(4).initializer("two", Tensor.ofFloats(new long[0], 2))
                                .node("Pow", "x two", "y")
                                .output("y"))
                .put(
                        "Pow of a constant",
                        image(4).initializer("base", Tensor.ofFloats(new long[0], 2))
                                .node("Pow", "base x", "y")
                                .output("y"))
                .put(
                        "Mod",
                        image(4).initializer("d", Tensor.ofFloats(new long[0], 0.75f))
                                .node("Mod", "x d", "y", "fmod", 1L)
                                .output("y"))
                .put(
                        "comparisons and logic",
                        image(4).initializer("limit", Tensor.ofFloats(new long[0], 0.3f))
                                .initializer("w", weights(random, 4, 4, 1, 1))
                                .node("Conv", "x w", "c")
                                .node("Greater", "c limit", "above")
                                .node("Less", "c x", "below")
                                .node("Xor", "above below", "one")
                                .node("Not", "one", "n")
                                .node("Or", "n above", "y")
                                .output("y", DataType.BOOL, 1, 4, 4, 5)
                                .output("below", DataType.BOOL, 1, 4, 4, 5))
                .put(
                        "ScatterND",
                        image(4).initializer("i", Tensor.ofLongs(new long[] {2, 2}, 0, 1, 0, -1))
                                .initializer("u", weights(random, 2, 4, 5))
                                .opset(16)
                                .node("ScatterND", "x i u", "y", "reduction", "add")
                                .output("y"))
                .put(
                        "ReverseSequence",
                        image(4).initializer("l", Tensor.vector(3, 1, 4, 2))
                                .node("Transpose", "x", "t", "perm", new long[] {2, 1, 0, 3})
                                .node("ReverseSequence", "t l", "y", "batch_axis", 1L, "time_axis", 0L)
                                .output("y"))
                .put("GRU", recurrent(random, "GRU", 3, 1, "linear_before_reset", 1L))
                .put("LSTM of two directions", recurrent(random, "LSTM", 4, 2, "direction", "bidirectional"))
                .put(
                        "a matrix behind flattened planes",
                        image(4).initializer("w", weights(random, 6, 4, 2, 1))
                                .initializer("m", weights(random, 3, 90))
                                .node("Conv", "x w", "c")
                                .node("Flatten", "c", "f")
                                .node("Tanh", "f", "t")
                                .node("Gemm", "t m", "y", "transB", 1L)
                                .output("y"))
                .put(
                        "a product behind reshaped planes",
                        image(4).initializer("w", weights(random, 6, 4, 1, 2))
                                .initializer("s", Tensor.vector(1, 1, -1))
                                .initializer("m", weights(random, 1, 96, 5))
                                .node("Conv", "x w", "c")
                                .node("Reshape", "c s", "f")
                                .node("MatMul", "f m", "y")
                                .output("y"))
                .put(
                        "Gather of channels behind a layer",
                        image(4).initializer("w", weights(random, 6, 4, 1, 1))
                                .initializer("i", Tensor.vector(5, 5, 0, -2))
                                .node("Conv", "x w", "c")
                                .node("Gather", "c i", "y", "axis", 1L)
                                .output("y"))
                .put(
                        "Gather of one channel behind a layer",
                        image(4).initializer("w", weights(random, 6, 4, 1, 1))
                                .initializer("i", Tensor.ofLongs(new long[0], 3))
                                .node("Conv", "x w", "c")
                                .node("Gather", "c i", "y", "axis", 1L)
                                .output("y"))
                .put(
                        "a value times its sigmoid",
                        image(4).node("Sigmoid", "x", "s")
                                .node("Mul", "s x", "y")
                                .output("y"))
                .put(
                        "DepthToSpace",
                        image(8).node("DepthToSpace", "x", "y", "blocksize", 2L).output("y"))
                .buildOrThrow();
    }

    private static dev.espquant.ir.Node resize(String mode) {
        return dev.espquant.ir.Node.of(
                "resize",
                "Resize",
                java.util.List.of("x", "", "s"),
                java.util.List.of("y"),
                Map.of("mode", dev.espquant.ir.Attribute.of(mode)));
    }

    private static Graphs image(long channels) {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, channels, 4, 5);
    }

    /** A sequence of 6 steps of 5 features behind a layer, a state of 4. */
    private static Graphs recurrent(Random random, String opType, long gates, long directions, Object... attributes) {
        Object[] all = Stream.concat(Stream.of("hidden_size", 4L), Stream.of(attributes))
                .toArray();
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 6, 5)
                .initializer("w", weights(random, directions, 4 * gates, 5))
                .initializer("r", weights(random, directions, 4 * gates, 4))
                .initializer("b", weights(random, directions, 8 * gates))
                .opset(14)
                .node("Transpose", "x", "t", "perm", new long[] {1, 0, 2})
                .node(opType, "t w r b", "y h", all)
                .output("y")
                .output("h");
    }

    private static Graphs matrices(long batch, long rows, long inner, long columns) {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, batch, rows, inner)
                .input("b", DataType.FLOAT, batch, inner, columns)
                .node("MatMul", "a b", "y")
                .output("y");
    }

    private static Tensor weights(Random random, long... sizes) {
        return Tensor.ofFloats(sizes, noise(random, sizes).values());
    }

    private static FloatTensor noise(Random random, long[] sizes) {
        float[] values = new float[(int) LongStream.of(sizes).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatTensor.of(sizes, values);
    }
}
