package dev.espquant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.TensorReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One of ONNX's own operator tests.
 *
 * @param name the test's folder in the archive
 * @param inputs recorded inputs, in the order of the graph's inputs
 * @param outputs recorded outputs, in the order of the graph's outputs
 */
public record BackendTest(String name, Model model, List<Tensor> inputs, List<Tensor> outputs) {
    private static final TensorType OPEN = new TensorType(Optional.empty(), Optional.empty());

    /** Reads all tests of the shared archive, one after the other. */
    public static void forEach(Path sharedRoot, Consumer<BackendTest> action) throws IOException {
        Path archive = SharedData.file(sharedRoot, "data/onnx_backend_tests/backend_tests.zip");
        int tests = 0;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().endsWith("/model.onnx")) {
                    action.accept(read(zip, entry));
                    tests++;
                }
            }
        }
        assertThat(tests).isEqualTo(841);
    }

    /** The recorded inputs by name. */
    public Map<String, Tensor> namedInputs() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(model.graph().inputs().get(i).name(), inputs.get(i));
        }
        return named;
    }

    /** The shapes of the recorded inputs by name. */
    public Map<String, Shape> inputShapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        namedInputs().forEach((input, tensor) -> shapes.put(input, tensor.shape()));
        return shapes;
    }

    /** The model without what it declares of the values that it computes. */
    public static Model undeclared(Model model) {
        Graph graph = model.graph();
        return model.withGraph(graph.toBuilder()
                .outputs(graph.outputs().stream().map(o -> o.withType(OPEN)).toList())
                .valueInfos(Map.of())
                .build());
    }

    /** The graph with the recorded inputs as constants. */
    public Graph withConstantInputs(Graph graph) {
        Graph.Builder builder = graph.toBuilder().inputs(List.of());
        namedInputs().forEach(builder::initializer);
        return builder.build();
    }

    private static BackendTest read(ZipFile zip, ZipEntry entry) {
        String name = entry.getName().replace("/model.onnx", "");
        try {
            Model model = OnnxReader.read(zip.getInputStream(entry).readAllBytes(), name);
            List<ValueInfo> outputs = model.graph().outputs();
            return new BackendTest(
                    name,
                    model,
                    tensors(zip, name, "input", model.graph().inputs().size()),
                    tensors(zip, name, "output", outputs.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Tensor> tensors(ZipFile zip, String test, String role, int count) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = test + "/test_data_set_0/" + role + "_" + i + ".pb";
            tensors.add(TensorReader.read(zip.getInputStream(zip.getEntry(name)).readAllBytes(), name));
        }
        return tensors;
    }
}
