package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Models with attributes, shapes and constants that make no sense either are inferred or fail with a {@link GraphException}. */
class HostileModelsTest {
    private static final long[] ODD_NUMBERS = {
        0, 1, -1, 2, 3, 5, -2, -7, 64, 1025, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private final Random random = new Random(20240229);

    @Test
    void changedBackendTestsFailOnlyInOneWay() {
        SharedData.whenPresent(root -> {
            int failed = 0;
            for (Model model : models(SharedData.file(root, "data/onnx_backend_tests/backend_tests.zip"))) {
                for (int round = 0; round < 10; round++) {
                    failed += fails(changed(model)) ? 1 : 0;
                }
            }
            assertThat(failed).as("changes that inference noticed").isGreaterThan(1_000);
        });
    }

    private static boolean fails(Model model) {
        try {
            ShapeInference.infer(model);
            return false;
        } catch (GraphException expected) {
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("not a GraphException: " + model.graph().nodes() + model.graph(), e);
        }
    }

    private Model changed(Model model) {
        Graph graph = model.graph();
        Graph.Builder changed = graph.toBuilder()
                .nodes(graph.nodes().stream().map(this::changed).toList());
        List<ValueInfo> inputs = new ArrayList<>();
        for (ValueInfo input : graph.inputs()) {
            switch (random.nextInt(3)) {
                case 0 -> inputs.add(input);
                case 1 -> inputs.add(ValueInfo.of(input.name(), oddType(), oddShape()));
                default -> changed.initializer(input.name(), oddConstant());
            }
        }
        return model.withGraph(changed.inputs(inputs).build());
    }

    private Node changed(Node node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.attributes().forEach((name, value) -> attributes.put(name, random.nextInt(3) == 0 ? odd(value) : value));
        for (String common : List.of("axis", "axes", "keepdims", "to", "blocksize", "pads")) {
            if (random.nextInt(8) == 0) {
                attributes.put(common, random.nextBoolean() ? Attribute.of(number()) : Attribute.ofInts(numbers()));
            }
        }
        return node.withAttributes(attributes);
    }

    private Attribute odd(Attribute value) {
        if (value instanceof Attribute.OfInt) {
            return Attribute.of(number());
        } else if (value instanceof Attribute.OfInts) {
            return Attribute.ofInts(numbers());
        } else if (value instanceof Attribute.OfString) {
            return Attribute.of(List.of("", "...", "......", "i", "ij,jk", "->", "NOTSET", "SAME")
                    .get(random.nextInt(8)));
        }
        return value;
    }

    private Tensor oddConstant() {
        long[] values = numbers();
        return random.nextInt(4) == 0
                ? Tensor.ofFloats(new long[] {2}, Float.NaN, random.nextFloat() * 1e20f)
                : values.length == 1 && random.nextBoolean()
                        ? Tensor.ofLongs(new long[0], values)
                        : Tensor.vector(values);
    }

    private DataType oddType() {
        List<DataType> types = List.of(DataType.values());
        return types.get(random.nextInt(types.size()));
    }

    private Shape oddShape() {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            dimensions.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Dimension.unknown();
                        case 1 -> Dimension.named(List.of("N", "2*N", "5", "*").get(random.nextInt(4)));
                        case 2 -> Dimension.of(random.nextInt(4));
                        default -> Dimension.of(Math.max(0, number()));
                    });
        }
        return Shape.of(dimensions);
    }

    private long number() {
        return ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
    }

    private long[] numbers() {
        return random.longs(random.nextInt(6)).map(x -> number()).toArray();
    }

    private static List<Model> models(Path archive) throws Exception {
        List<Model> models = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (entry.getName().endsWith("/model.onnx")) {
                    models.add(OnnxReader.read(zip.getInputStream(entry).readAllBytes(), entry.getName()));
                }
            }
        }
        return models;
    }
}
