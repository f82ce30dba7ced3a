package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpzFile;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.testing.BackendTest;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What inference says of every value of a model is what ONNX Runtime computes, shape and element type. */
class InferredTypesTest {
    @Test
    void everyValueOfTheZoo() {
        SharedData.whenPresent(root -> {
            List<String> wrong = new ArrayList<>();
            int values = 0;
            for (Path recorded : recordedInputs(SharedData.file(root, "data/zoo"))) {
                String name = recorded.getFileName().toString().replace(".ref.npz", "");
                Model model = OnnxReader.read(recorded.resolveSibling(name + ".onnx"));
                Map<String, Tensor> inputs = inputs(model, recorded);
                Model inferred = ShapeInference.infer(BackendTest.undeclared(model), shapes(inputs));
                Map<String, Tensor> computed = run(model, inputs);
                computed.forEach((value, tensor) -> compare(name, inferred.graph(), value, tensor, wrong));
                values += computed.size();
            }
            assertThat(wrong).isEmpty();
            assertThat(values).isGreaterThan(4000);
        });
    }

    /** Models that ONNX Runtime does not know, and values that its Java interface does not hand out, have no oracle. */
    @Test
    void everyValueOfTheBackendTests() {
        SharedData.whenPresent(root -> {
            List<String> wrong = new ArrayList<>();
            List<String> compared = new ArrayList<>();
            BackendTest.forEach(root, test -> {
                Map<String, Tensor> computed;
                try {
                    computed = run(test.model(), test.namedInputs());
                } catch (GraphException unknownToTheRuntime) {
                    return;
                }
                Model undeclared = BackendTest.undeclared(test.model());
                Graph byShapes =
                        ShapeInference.infer(undeclared, test.inputShapes()).graph();
                Graph byValues = ShapeInference.infer(undeclared.withGraph(test.withConstantInputs(undeclared.graph())))
                        .graph();
                computed.forEach((value, tensor) -> {
                    compared.add(value);
                    // A shape that the values of inputs decide is known where they are.
                    Graph graph = isStatic(byShapes, value) ? byShapes : byValues;
                    compare(test.name(), graph, value, tensor, wrong);
                    contradicts(test.name(), byShapes, value, tensor, wrong);
                });
            });
            assertThat(wrong).isEmpty();
            assertThat(compared).hasSizeGreaterThan(900);
        });
    }

    private static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
        List<String> values = model.graph().nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(value -> !value.isEmpty())
                .toList();
        try (TensorExecutor executor = TensorExecutor.open(Exposure.expose(model, values))) {
            return executor.run(inputs);
        }
    }

    private static boolean isStatic(Graph graph, String value) {
        return graph.shape(value).filter(Shape::isStatic).isPresent();
    }

    private static void compare(String model, Graph inferred, String value, Tensor computed, List<String> wrong) {
        Optional<TensorType> type = inferred.tensorType(value);
        if (!type.equals(Optional.of(TensorType.of(computed.type(), computed.shape())))) {
            wrong.add(model + ": " + inferred.producer(value) + " " + value + " is " + type + ", computed "
                    + computed.type() + computed.shape());
        }
    }

    /** What is left open may be anything, what is said must be right. */
    private static void contradicts(String model, Graph inferred, String value, Tensor computed, List<String> wrong) {
        Optional<Shape> shape = inferred.shape(value);
        boolean wrongRank = shape.isPresent() && shape.get().rank() != computed.rank();
        for (int axis = 0; shape.isPresent() && !wrongRank && axis < computed.rank(); axis++) {
            wrongRank |=
                    shape.get().dimension(axis) instanceof Dimension.Fixed fixed && fixed.size() != computed.size(axis);
        }
        if (wrongRank) {
            wrong.add(model + ": " + value + " is " + shape + ", computed " + computed.shape());
        }
    }

    private static Map<String, Shape> shapes(Map<String, Tensor> tensors) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    private static List<Path> recordedInputs(Path zoo) throws IOException {
        try (Stream<Path> files = Files.list(zoo)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".ref.npz"))
                    .sorted()
                    .toList();
            assertThat(found).hasSize(17);
            return found;
        }
    }

    private static Map<String, Tensor> inputs(Model model, Path npz) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        NpzFile arrays = NpzFile.open(npz);
        for (ValueInfo input : model.graph().inputs()) {
            NpyArray array = arrays.array("in" + inputs.size());
            DataType type = ((TensorType) input.type()).elementType().orElseThrow();
            inputs.put(input.name(), tensor(array, type));
        }
        return inputs;
    }

    private static Tensor tensor(NpyArray array, DataType type) {
        int count = Math.toIntExact(array.elementCount());
        long[] sizes = array.sizes().toArray();
        if (type == DataType.FLOAT) {
            float[] values = new float[count];
            array.readFloats(0, values, 0, count);
            return Tensor.ofFloats(sizes, values);
        }
        int[] values = new int[count];
        array.readInts(0, values, 0, count, Integer.MIN_VALUE, Integer.MAX_VALUE);
        long[] wide = new long[count];
        for (int i = 0; i < count; i++) {
            wide[i] = values[i];
        }
        return Tensor.ofLongs(sizes, wide);
    }
}
