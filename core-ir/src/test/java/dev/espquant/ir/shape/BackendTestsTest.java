package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.TensorReader;
import dev.espquant.testing.SharedData;
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
import org.junit.jupiter.api.Test;

/**
 * ONNX's own operator tests as an oracle: whatever is inferred of an output, with everything that the model declares of it removed, must be
 * what the recorded output is.
 */
class BackendTestsTest {
    private static final TensorType OPEN = new TensorType(Optional.empty(), Optional.empty());

    /** One test: a model, its recorded inputs and outputs. */
    private record Recorded(String name, Model model, List<Tensor> inputs, List<Tensor> outputs) {
        Map<String, Shape> inputShapes() {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                shapes.put(model.graph().inputs().get(i).name(), inputs.get(i).shape());
            }
            return shapes;
        }
    }

    @Test
    void inferredFromTheShapesOfTheInputs() {
        SharedData.whenPresent(root -> {
            List<String> open = new ArrayList<>();
            forEachTest(root, test -> {
                Graph inferred = ShapeInference.infer(undeclared(test.model()), test.inputShapes())
                        .graph();
                for (int i = 0; i < test.outputs().size(); i++) {
                    check(test, i, (TensorType) inferred.outputs().get(i).type(), open);
                }
            });
            assertThat(open)
                    .as("outputs whose shape depends on the values of inputs")
                    .hasSizeLessThanOrEqualTo(155);
        });
    }

    @Test
    void inferredWithConstantInputs() {
        SharedData.whenPresent(root -> {
            List<String> open = new ArrayList<>();
            List<Integer> followed = new ArrayList<>();
            forEachTest(root, test -> {
                Graph graph = constantInputs(undeclared(test.model()).graph(), test.inputs());
                Scope scope = new Scope(graph, Optional.empty());
                new GraphInference(test.model().opsets(), new SymbolBinding()).run(graph, scope);
                for (int i = 0; i < test.outputs().size(); i++) {
                    Inferred inferred = scope.get(graph.outputs().get(i).name());
                    check(test, i, (TensorType) inferred.type(), open);
                    Tensor expected = test.outputs().get(i);
                    inferred.elements().ifPresent(e -> checkElements(test.name(), e, expected, followed));
                }
            });
            assertThat(open).isEmpty();
            assertThat(followed).as("elements of outputs that were computed").hasSizeGreaterThan(14_000);
        });
    }

    private static void check(Recorded test, int output, TensorType type, List<String> open) {
        Tensor expected = test.outputs().get(output);
        type.elementType().ifPresent(t -> assertThat(t).as(test.name()).isEqualTo(expected.type()));
        type.shape()
                .ifPresent(s -> assertThat(Dimensions.merge(s, expected.shape()))
                        .as("%s inferred %s", test.name(), s)
                        .contains(expected.shape()));
        if (type.elementType().isEmpty() || !type.shape().map(Shape::isStatic).orElse(false)) {
            open.add(test.name() + " " + type);
        }
    }

    private static void checkElements(String test, Elements elements, Tensor expected, List<Integer> followed) {
        double[] values = expected.type() == DataType.BOOL || Elements.follows(expected.type())
                ? expected.toDoubles()
                : new double[elements.count()];
        for (int i = 0; i < values.length; i++) {
            if (elements.get(i) instanceof Element.Whole whole) {
                assertThat((double) whole.value()).as("%s[%d]", test, i).isEqualTo(values[i]);
                followed.add(i);
            } else if (elements.get(i) instanceof Element.Real real) {
                assertThat(Double.valueOf(real.value())).as("%s[%d]", test, i).isEqualTo(Double.valueOf(values[i]));
                followed.add(i);
            }
        }
    }

    private static Model undeclared(Model model) {
        Graph graph = model.graph();
        return model.withGraph(graph.toBuilder()
                .outputs(graph.outputs().stream().map(o -> o.withType(OPEN)).toList())
                .valueInfos(Map.of())
                .build());
    }

    private static Graph constantInputs(Graph graph, List<Tensor> inputs) {
        Graph.Builder builder = graph.toBuilder().inputs(List.of());
        for (int i = 0; i < inputs.size(); i++) {
            builder.initializer(graph.inputs().get(i).name(), inputs.get(i));
        }
        return builder.build();
    }

    private static void forEachTest(Path root, Consumer<Recorded> action) throws IOException {
        Path archive = SharedData.file(root, "data/onnx_backend_tests/backend_tests.zip");
        int tests = 0;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().endsWith("/model.onnx")) {
                    action.accept(recorded(zip, entry));
                    tests++;
                }
            }
        }
        assertThat(tests).isEqualTo(841);
    }

    private static Recorded recorded(ZipFile zip, ZipEntry entry) {
        String name = entry.getName().replace("/model.onnx", "");
        try {
            Model model = OnnxReader.read(zip.getInputStream(entry).readAllBytes(), name);
            List<ValueInfo> outputs = model.graph().outputs();
            return new Recorded(
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
