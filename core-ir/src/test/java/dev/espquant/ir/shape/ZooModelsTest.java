package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.testing.SharedData;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Real models of many exporters: the inferred outputs must have the shapes of recorded ones, and next to nothing stays open. */
class ZooModelsTest {
    private static final Pattern NPY_SHAPE = Pattern.compile("'shape': \\(([0-9, ]*)\\)");

    @Test
    void outputsHaveTheRecordedShapes() {
        SharedData.whenPresent(root -> {
            List<String> open = new ArrayList<>();
            int models = 0;
            for (Path recorded : files(SharedData.file(root, "data/zoo"), ".ref.npz")) {
                String name = recorded.getFileName().toString().replace(".ref.npz", "");
                Model model = OnnxReader.read(recorded.resolveSibling(name + ".onnx"));
                Map<String, Shape> arrays = shapes(recorded);
                Graph inferred = ShapeInference.infer(undeclared(model), inputShapes(model, arrays))
                        .graph();
                for (int i = 0; i < inferred.outputs().size(); i++) {
                    String output = inferred.outputs().get(i).name();
                    assertThat(inferred.shape(output)).as(name + " " + output).contains(arrays.get("out" + i));
                }
                open.addAll(openValues(name, inferred));
                models++;
            }
            assertThat(models).isEqualTo(17);
            assertThat(open).as("values without a static shape").isEmpty();
        });
    }

    @Test
    void theBatchStaysSymbolic() {
        SharedData.whenPresent(root -> {
            assertThat(outputs(root, "data/zoo/oww_embedding_model.onnx")).containsExactly("float[unk__314,1,1,96]");
            assertThat(outputs(root, "data/zoo/tribuo_pytorch_cnn_mnist.onnx")).containsExactly("float[batch,10]");
            assertThat(outputs(root, "data/zoo/tinybert.onnx")).containsExactly("float[batch,?,50]", "float[batch,50]");
            assertThat(outputs(root, "data/espdl_v11_mnist_sample/mnist_model_example.onnx"))
                    .containsExactly("float[unk__9,10]");
        });
    }

    /** Every golden model's values keep the batch {@code N} in front and have numbers behind it. */
    @Test
    void goldenModelsHaveNoOpenSize() {
        SharedData.whenPresent(root -> {
            List<Path> models = files(SharedData.file(root, "golden/v1"), ".onnx");
            assertThat(models).hasSizeGreaterThanOrEqualTo(30);
            for (Path file : models) {
                Graph graph =
                        ShapeInference.infer(undeclared(OnnxReader.read(file))).graph();
                for (Node node : graph.nodes()) {
                    Shape shape = graph.shape(node.output()).orElseThrow();
                    assertThat(shape.dimension(0)).as("%s %s", file, node).isEqualTo(Dimension.named("N"));
                    assertThat(shape.with(0, Dimension.of(1)).isStatic())
                            .as("%s %s", file, node)
                            .isTrue();
                }
            }
        });
    }

    private static List<String> outputs(Path root, String model) {
        return ShapeInference.infer(undeclared(OnnxReader.read(SharedData.file(root, model))))
                .graph()
                .outputs()
                .stream()
                .map(output -> output.type().toString())
                .toList();
    }

    private static Map<String, Shape> inputShapes(Model model, Map<String, Shape> arrays) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            shapes.put(input.name(), arrays.get("in" + shapes.size()));
        }
        return shapes;
    }

    private static Model undeclared(Model model) {
        TensorType open = new TensorType(Optional.empty(), Optional.empty());
        Graph graph = model.graph();
        return model.withGraph(graph.toBuilder()
                .valueInfos(Map.of())
                .outputs(graph.outputs().stream().map(o -> o.withType(open)).toList())
                .build());
    }

    private static List<String> openValues(String model, Graph graph) {
        List<String> open = new ArrayList<>();
        for (Node node : graph.nodes()) {
            for (String value : node.outputs()) {
                if (!value.isEmpty() && !graph.shape(value).map(Shape::isStatic).orElse(false)) {
                    open.add(model + " " + node.opType() + " " + value + " " + graph.tensorType(value));
                }
            }
        }
        return open;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** The shapes of the arrays of an {@code .npz}; the header of an array is a Python literal. */
    private static Map<String, Shape> shapes(Path npz) throws IOException {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(npz.toFile())) {
            for (var entry : zip.stream().toList()) {
                DataInputStream in = new DataInputStream(zip.getInputStream(entry));
                String header = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
                Matcher matcher = NPY_SHAPE.matcher(header);
                assertThat(matcher.find()).as(header).isTrue();
                long[] sizes = Stream.of(matcher.group(1).split(","))
                        .map(String::trim)
                        .filter(s -> !s.isEmpty())
                        .flatMapToLong(s -> LongStream.of(Long.parseLong(s)))
                        .toArray();
                shapes.put(entry.getName().replace(".npy", ""), Shape.of(sizes));
            }
        }
        return shapes;
    }
}
