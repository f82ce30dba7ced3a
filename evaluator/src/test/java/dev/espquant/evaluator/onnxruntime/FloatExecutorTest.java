package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.testing.Graphs;
import dev.espquant.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatExecutorTest {
    private static final ExecutorOptions ONE_THREAD = ExecutorOptions.DEFAULT.withThreads(1);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7})
    void anyBatchSizeGivesTheSame(long modelBatch) {
        Dimension batch = modelBatch == 0 ? Dimension.named("N") : Dimension.of(modelBatch);
        FloatTensor x = FloatTensor.of(new long[] {5, 2}, 1, -2, 3, -4, 5, -6, 7, -8, 9, -10);

        try (FloatExecutor executor = FloatExecutor.open(model(batch), List.of("y", "x", "r"), ONE_THREAD)) {
            Map<String, FloatTensor> values = executor.run(Map.of("x", x));

            assertThat(values.keySet()).containsExactly("y", "x", "r");
            assertThat(values.get("x")).isSameAs(x);
            assertThat(values.get("r")).isEqualTo(FloatTensor.of(new long[] {5, 2}, 1, 0, 3, 0, 5, 0, 7, 0, 9, 0));
            assertThat(values.get("y")).isEqualTo(FloatTensor.of(new long[] {5, 2}, 2, 1, 4, 1, 6, 1, 8, 1, 10, 1));
            assertThat(executor.run(Map.of("x", FloatTensor.of(new long[] {1, 2}, -1, 1)))
                            .get("r"))
                    .isEqualTo(FloatTensor.of(new long[] {1, 2}, 0, 1));
        }
    }

    @Test
    void givesTheOutputsOfTheGoldenModels() {
        SharedData.whenPresent(root -> {
            try (var cases = Files.list(SharedData.file(root, "golden/v1"))) {
                for (Path folder : cases.filter(Files::isDirectory).sorted().toList()) {
                    Model model = OnnxReader.read(folder.resolve("model.onnx"));
                    String input = model.graph().inputs().get(0).name();
                    String output = model.graph().outputs().get(0).name();
                    try (FloatExecutor executor = FloatExecutor.open(model, List.of(output), ONE_THREAD)) {
                        FloatTensor expected = read(folder.resolve("float_output.npy"));
                        FloatTensor found = executor.run(Map.of(input, read(folder.resolve("input.npy"))))
                                .get(output);

                        assertThat(found.sizes()).as("%s", folder).containsExactly(expected.sizes());
                        for (int i = 0; i < found.elementCount(); i++) {
                            assertThat(Math.abs(found.values()[i] - expected.values()[i]))
                                    .as("%s [%d]", folder, i)
                                    .isLessThanOrEqualTo(1e-5f * Math.max(1, Math.abs(expected.values()[i])));
                        }
                    }
                }
            }
        });
    }

    @Test
    void everyIntermediateValueCanBeSeenAndThreadsDoNotMatter() {
        SharedData.whenPresent(root -> {
            Model model =
                    OnnxReader.read(SharedData.file(root, "data/espdl_v11_mnist_sample/mnist_model_example.onnx"));
            List<String> all = model.graph().nodes().stream()
                    .flatMap(node -> node.outputs().stream())
                    .toList();
            String input = model.graph().inputs().get(0).name();
            float[] pixels = new float[3 * 28 * 28];
            NpyFile.open(SharedData.file(root, "data/mnist/test_images.npy")).readFloats(0, pixels, 0, pixels.length);
            Map<String, FloatTensor> feed = Map.of(input, FloatTensor.of(new long[] {3, 28, 28}, pixels));

            try (FloatExecutor one = FloatExecutor.open(model, all, ONE_THREAD);
                    FloatExecutor two = FloatExecutor.open(model, all, ONE_THREAD.withThreads(2))) {
                assertThat(one.run(feed)).isEqualTo(two.run(feed));
                assertThat(one.run(feed).keySet()).containsExactlyElementsOf(all);
            }
        });
    }

    @Test
    void otherNumberTypesBecomeFloats() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(2))))
                .node("Shape", "x", "s")
                .node("Cast", "x", "b", "to", DataType.BOOL.onnxCode())
                .node("Cast", "x", "u", "to", DataType.UINT8.onnxCode())
                .node("Cast", "x", "i", "to", DataType.INT8.onnxCode())
                .node("Cast", "x", "d", "to", DataType.DOUBLE.onnxCode())
                .node("Relu", "x", "y")
                .output("y")
                .build();

        try (FloatExecutor executor = FloatExecutor.open(model, List.of("s", "b", "u", "i", "d"), ONE_THREAD)) {
            Map<String, FloatTensor> values = executor.run(Map.of("x", FloatTensor.of(new long[] {1, 2}, 0, 100)));

            assertThat(values.get("s")).isEqualTo(FloatTensor.of(new long[] {2}, 1, 2));
            assertThat(values.get("b")).isEqualTo(FloatTensor.of(new long[] {1, 2}, 0, 1));
            assertThat(values.get("u")).isEqualTo(FloatTensor.of(new long[] {1, 2}, 0, 100));
            assertThat(values.get("i")).isEqualTo(values.get("u"));
            assertThat(values.get("d")).isEqualTo(values.get("u"));
        }
    }

    @Test
    void refusesNamesThatDoNotExist() {
        Model model = model(Dimension.of(1));

        assertThatThrownBy(() -> FloatExecutor.open(model, List.of("rr"), ONE_THREAD))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'rr'")
                .hasMessageContaining("did you mean 'r'?");
        assertThatThrownBy(() -> FloatExecutor.open(model, List.of("one"), ONE_THREAD))
                .hasMessageContaining("it is a constant");
    }

    @Test
    void refusesInputsThatDoNotFit() {
        try (FloatExecutor executor = FloatExecutor.open(model(Dimension.of(1)), List.of("y"), ONE_THREAD)) {
            assertThatThrownBy(() -> executor.run(Map.of()))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("value 'x'")
                    .hasMessageContaining("found nothing");
            assertThatThrownBy(() -> executor.run(Map.of("x", FloatTensor.of(new long[] {1, 3}, 1, 2, 3))))
                    .hasMessageContaining("must have the shape [1,2], found float[1, 3]");
            assertThatThrownBy(() -> executor.run(Map.of("z", FloatTensor.of(new long[] {1}, 1))))
                    .hasMessageContaining("no such input");
        }
    }

    @Test
    void namesTheNodeThatFails() {
        Model wrong = Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.unknown())))
                .initializer("target", Tensor.vector(7, 7))
                .node("Reshape", "x target", "y")
                .named("reshape_it")
                .output("y")
                .build();

        try (FloatExecutor executor = FloatExecutor.open(wrong, List.of("y"), ONE_THREAD)) {
            assertThatThrownBy(() -> executor.run(Map.of("x", FloatTensor.of(new long[] {1, 2}, 1, 2))))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("node 'reshape_it' (Reshape)")
                    .hasMessageContaining("ONNX Runtime cannot run");
        }
    }

    @Test
    void refusesModelsThatCannotBeLoaded() {
        Model unknown = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .node("Frobnicate", "x", "y")
                .output("y")
                .build();

        assertThatThrownBy(() -> FloatExecutor.open(unknown, List.of("y"), ONE_THREAD))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("cannot load")
                .hasMessageContaining("Frobnicate");
    }

    @Test
    void refusesInputsOfOtherTypes() {
        Model integers = Graphs.model("m")
                .input("x", DataType.INT64, 1, 2)
                .node("Cast", "x", "y", "to", 1)
                .output("y")
                .build();

        assertThatThrownBy(() -> FloatExecutor.open(integers, List.of("y"), ONE_THREAD))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'x'")
                .hasMessageContaining("int64");
    }

    private static Model model(Dimension batch) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(batch, Dimension.of(2))))
                .initializer("one", Tensor.ofFloats(new long[] {1}, 1))
                .node("Relu", "x", "r")
                .node("Add", "r one", "y")
                .output("y")
                .build();
    }

    private static FloatTensor read(Path file) {
        NpyArray array = NpyFile.open(file);
        float[] values = new float[(int) array.elementCount()];
        array.readFloats(0, values, 0, values.length);
        return FloatTensor.of(array.sizes().toArray(), values);
    }
}
