package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
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
            System.out.println(open.size() + "\n" + String.join("\n", open));
            assertThat(open).isEmpty();
        });
    }

    private static Map<String, Shape> inputShapes(Model model, Map<String, Shape> arrays) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            shapes.put(input.name(), arrays.get("in" + shapes.size()));
        }
        return shapes;
    }

    private static Model undeclared(Model model) {
        return model.withGraph(model.graph().toBuilder().valueInfos(Map.of()).build());
    }

    private static List<String> openValues(String model, Graph graph) {
        List<String> open = new ArrayList<>();
        int all = 0;
        for (Node node : graph.nodes()) {
            for (String value : node.outputs()) {
                all++;
                if (!value.isEmpty() && !graph.shape(value).map(Shape::isStatic).orElse(false)) {
                    open.add(model + " " + node.opType() + " " + value + " " + graph.tensorType(value));
                }
            }
        }
        System.out.println(model + " " + all);
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
