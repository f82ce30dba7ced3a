package dev.espquant.properties;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Draws graphs full of what the optimizer's passes look for, from a seed: what exporters leave behind, in random order, with random shapes, axes
 * and broadcasts. They are no models of anything.
 */
final class PatternGraphs {
    /** A float value and its sizes; the first one is open in some graphs. */
    private record Value(String name, List<Long> sizes) {
        int rank() {
            return sizes.size();
        }

        long size(int axis) {
            return sizes.get(axis);
        }

        Value with(String newName, Long... newSizes) {
            return new Value(newName, List.of(newSizes));
        }
    }

    private final Random random;
    private final Graphs graph = Graphs.model("patterns");
    private final List<String> constants = new ArrayList<>();
    private int names;
    private Value value;

    private PatternGraphs(Random random) {
        this.random = random;
        long batch = 1L + random.nextInt(2);
        this.value = new Value("x", List.of(batch, 2L + random.nextInt(3), 4L + random.nextInt(3), 5L));
    }

    /** A graph of up to {@code patterns} patterns, one behind the other, with a second reader here and there. */
    static Model draw(long seed, int patterns) {
        Random random = new Random(seed);
        PatternGraphs graphs = new PatternGraphs(random);
        boolean open = random.nextBoolean();
        List<Dimension> dimensions = new ArrayList<>();
        graphs.value.sizes().forEach(s -> dimensions.add(Dimension.of(s)));
        if (open) {
            dimensions.set(0, Dimension.named("N"));
        }
        graphs.graph.opset(15).input("x", DataType.FLOAT, Shape.of(dimensions));
        int count = 1 + random.nextInt(patterns);
        for (int i = 0; i < count; i++) {
            Value before = graphs.value;
            graphs.step(open);
            if (random.nextInt(6) == 0 && graphs.value.sizes().equals(before.sizes())) {
                graphs.value = new Value(graphs.node("Add", graphs.value.name() + " " + before.name()), before.sizes());
            }
        }
        graphs.rest();
        graphs.graph.node("Neg", graphs.value.name(), "y").output("y");
        return graphs.graph.build();
    }

    private void step(boolean open) {
        if (value.rank() == 4) {
            switch (random.nextInt(16)) {
                case 0, 1 -> layer();
                case 2 -> pool();
                case 3 -> transposes();
                case 4 -> slices();
                case 5 -> joins();
                case 6 -> gates();
                case 7 -> flatten(open);
                case 8 -> logic();
                case 9 -> shapes();
                case 10 -> layerNorm();
                case 11 -> means();
                default -> anyRank();
            }
        } else {
            switch (random.nextInt(4)) {
                case 0 -> dense();
                case 1 -> gates();
                default -> anyRank();
            }
        }
    }

    private void anyRank() {
        switch (random.nextInt(12)) {
            case 0 -> same(node("Identity", value.name()));
            case 1 -> same(node("Dropout", value.name()));
            case 2 -> same(node("Cast", value.name(), "to", 1));
            case 3 -> same(node("Relu", node("Relu", value.name())));
            case 4 -> same(node("Add", either(value.name(), scalar(0))));
            case 5 -> same(node("Div", node("Mul", either(value.name(), scalar(1))) + " " + scalar(4)));
            case 6 -> same(node("Sub", value.name() + " " + node("Mul", scalar(3) + " " + scalar(0.25f))));
            case 7 -> unsqueezes();
            case 8 -> same(node("Concat", value.name(), "axis", 0));
            case 9 -> same(node("Tanh", value.name()));
            case 10 -> same(node("Max", value.name() + " " + scalar(-0.5f)));
            default -> same(node("Clip", value.name() + " " + scalar(0) + " " + scalar(6)));
        }
    }

    /** A layer as exporters write it: padding apart, normalization, scale and bias behind or before it. */
    private void layer() {
        long channels = value.size(1);
        String input = value.name();
        switch (random.nextInt(5)) {
            case 0 -> input = node("BatchNormalization", input + " " + normalization(channels));
            case 1 -> input = node("Mul", either(input, weights(channels, 1, 1)));
            case 2 -> input = node("Add", either(input, weights(channels, 1, 1)));
            default -> {}
        }
        boolean padded = random.nextBoolean();
        if (padded) {
            input = node("Pad", input + " " + constant(Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1)));
        }
        boolean depthwise = random.nextInt(3) == 0;
        boolean transposed = !padded && random.nextInt(4) == 0;
        long outputs = depthwise ? channels : 1L + random.nextInt(4);
        long kernel = padded || value.size(2) > 4 ? 3 : 1;
        String layer = depthwise
                ? node("Conv", input + " " + weights(channels, 1, kernel, kernel), "group", channels)
                : transposed
                        ? node("ConvTranspose", input + " " + weights(channels, outputs, kernel, kernel))
                        : node("Conv", input + " " + weights(outputs, channels, kernel, kernel));
        long grown = padded ? 0 : (transposed && !depthwise ? kernel - 1 : 1 - kernel);
        value = value.with(layer, value.size(0), outputs, value.size(2) + grown, value.size(3) + grown);
        switch (random.nextInt(4)) {
            case 0 -> same(node("BatchNormalization", layer + " " + normalization(outputs)));
            case 1 -> same(node("Add", either(layer, weights(outputs, 1, 1))));
            case 2 -> same(node("Mul", either(layer, weights(outputs, 1, 1))));
            default -> same(node("Relu", layer));
        }
    }

    private String normalization(long channels) {
        float[] variances = new float[(int) channels];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = 0.5f + random.nextFloat();
        }
        return weights(channels) + " " + weights(channels) + " " + weights(channels) + " "
                + constant(Tensor.ofFloats(new long[] {channels}, variances));
    }

    private void pool() {
        String padded = node("Pad", value.name() + " " + constant(Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1)));
        same(node("AveragePool", padded, "kernel_shape", new long[] {3, 3}));
    }

    private void transposes() {
        List<Long> order = new ArrayList<>(List.of(0L, 1L, 2L, 3L));
        Collections.shuffle(order, random);
        long[] there = order.stream().mapToLong(Long::longValue).toArray();
        long[] back = new long[4];
        for (int i = 0; i < 4; i++) {
            back[(int) there[i]] = i;
        }
        String moved = node("Transpose", value.name(), "perm", there);
        String changed = random.nextBoolean() ? node("Relu", moved) : node("Mul", either(moved, scalar(0.5f)));
        same(node("Transpose", changed, "perm", back));
    }

    private void slices() {
        if (value.size(2) > 3 && value.size(3) > 3) {
            String rows = slice(value.name(), 2, 1);
            value = value.with(slice(rows, 3, 1), value.size(0), value.size(1), value.size(2) - 1, value.size(3) - 1);
        }
    }

    private String slice(String input, long axis, long start) {
        return node(
                "Slice",
                input + " " + constant(Tensor.vector(start)) + " " + constant(Tensor.vector(1000)) + " "
                        + constant(Tensor.vector(axis)));
    }

    private void joins() {
        String half = node("Concat", value.name() + " " + node("Abs", value.name()), "axis", 1);
        String whole = node("Concat", half + " " + value.name(), "axis", 1);
        value = value.with(whole, value.size(0), 3 * value.size(1), value.size(2), value.size(3));
        layer();
    }

    private void gates() {
        switch (random.nextInt(6)) {
            case 0 -> same(node("Mul", either(value.name(), node("Sigmoid", value.name()))));
            case 1 -> {
                String clipped =
                        node("Clip", node("Add", value.name() + " " + scalar(3)) + " " + scalar(0) + " " + scalar(6));
                same(node("Div", node("Mul", either(clipped, value.name())) + " " + scalar(6)));
            }
            case 2 -> {
                String erf = node("Erf", node("Div", value.name() + " " + scalar((float) Math.sqrt(2))));
                String half = node("Mul", value.name() + " " + node("Add", erf + " " + scalar(1)));
                same(node("Mul", half + " " + scalar(0.5f)));
            }
            case 3 -> {
                String norm = node("ReduceL2", value.name(), "axes", new long[] {-1});
                same(node("Div", value.name() + " " + node("Max", norm + " " + scalar(1e-12f))));
            }
            case 4 -> same(node("Mul", value.name() + " " + node("HardSigmoid", value.name(), "alpha", 1 / 6f)));
            default -> same(node("Log", node("Softmax", value.name(), "axis", value.rank() - 1)));
        }
    }

    private void flatten(boolean open) {
        long row = value.size(1) * value.size(2) * value.size(3);
        String flat = random.nextBoolean()
                ? node("Flatten", value.name())
                : node("Reshape", value.name() + " " + constant(Tensor.vector(open ? -1 : value.size(0), row)));
        value = new Value(flat, List.of(value.size(0), row));
    }

    private void dense() {
        long outputs = 1L + random.nextInt(5);
        switch (random.nextInt(4)) {
            case 0 -> same(node("Mul", either(value.name(), weights(value.size(1)))));
            case 1 -> same(node("Add", either(value.name(), weights(value.size(1)))));
            case 2 -> same(node("BatchNormalization", value.name() + " " + normalization(value.size(1))));
            default -> {}
        }
        String product;
        switch (random.nextInt(3)) {
            case 0 -> {
                String turned = node("Transpose", weights(outputs, value.size(1)), "perm", new long[] {1, 0});
                product = node("Gemm", value.name() + " " + turned + " " + weights(outputs));
            }
            case 1 ->
                product = node(
                        "Add",
                        either(node("MatMul", value.name() + " " + weights(value.size(1), outputs)), weights(outputs)));
            default ->
                product = node("Einsum", value.name() + " " + weights(outputs, value.size(1)), "equation", "ij,kj->ik");
        }
        value = new Value(product, List.of(value.size(0), outputs));
    }

    private void logic() {
        String less = node("Less", value.name() + " " + scalar(0.1f));
        same(node("Where", node("Not", less) + " " + value.name() + " " + scalar(0.1f)));
    }

    /** The target of a Reshape computed from the shape, as exporters of dynamic models write it. */
    private void shapes() {
        String shape = node("Shape", value.name());
        String batch = node("Gather", shape + " " + constant(Tensor.vector(0)));
        String rest = constant(Tensor.vector(value.size(1), value.size(2) * value.size(3)));
        String joined = node("Reshape", value.name() + " " + node("Concat", batch + " " + rest, "axis", 0));
        same(node("Reshape", node("Relu", joined) + " " + shape));
    }

    private void layerNorm() {
        String centred = node("Sub", value.name() + " " + node("ReduceMean", value.name(), "axes", new long[] {-1}));
        String variance = node("ReduceMean", node("Pow", centred + " " + scalar(2)), "axes", new long[] {-1});
        String deviation = node("Sqrt", node("Add", variance + " " + scalar(1e-5f)));
        String normal = node("Div", centred + " " + deviation);
        same(node("Add", node("Mul", normal + " " + weights(value.size(3))) + " " + weights(value.size(3))));
    }

    private void means() {
        String reduction = random.nextBoolean() ? "ReduceMean" : "ReduceMax";
        String mean = node(reduction, value.name(), "axes", new long[] {2, 3}, "keepdims", 1);
        same(node("Mul", either(value.name(), mean)));
    }

    private void unsqueezes() {
        String zero = constant(Tensor.vector(0));
        String up = node("Unsqueeze", value.name() + " " + zero);
        String twice = node("Unsqueeze", node("Abs", up) + " " + zero);
        same(node("Squeeze", node("Squeeze", twice + " " + zero) + " " + zero));
    }

    /** What ends a graph: operators that do nothing, or that simpler ones can do. */
    private void rest() {
        switch (random.nextInt(8)) {
            case 0 -> parts();
            case 1 -> same(node("Sum", value.name() + " " + node("Abs", value.name()) + " " + value.name()));
            case 2 -> same(node("Mean", value.name() + " " + node("Abs", value.name())));
            case 3 -> same(node("Pad", value.name() + " " + constant(Tensor.vector(new long[2 * value.rank()]))));
            case 4 -> same(node("Expand", value.name() + " " + constant(Tensor.vector(1))));
            case 5 -> same(node("Transpose", node("Transpose", value.name())));
            case 6 -> same(node("Reshape", node("Flatten", value.name()) + " " + node("Shape", value.name())));
            default -> same(node("Flatten", node("Flatten", value.name())));
        }
        if (value.rank() == 2) {
            same(node("Flatten", value.name()));
        }
    }

    /** Parts of a value, put together again in another order. */
    private void parts() {
        if (value.size(1) < 2) {
            same(node("Sum", value.name() + " " + value.name()));
            return;
        }
        String first = "v" + names++;
        String second = "v" + names++;
        String sizes = constant(Tensor.vector(1, value.size(1) - 1));
        graph.node("Split", value.name() + " " + sizes, first + " " + second, "axis", 1);
        same(node("Concat", second + " " + first, "axis", 1));
    }

    private void same(String name) {
        value = new Value(name, value.sizes());
    }

    private String either(String a, String b) {
        return random.nextBoolean() ? a + " " + b : b + " " + a;
    }

    private String node(String opType, String inputs, Object... attributes) {
        String output = "v" + names++;
        graph.node(opType, inputs, output, attributes);
        return output;
    }

    private String scalar(float number) {
        return constant(Tensor.ofFloats(new long[0], number));
    }

    private String weights(long... sizes) {
        float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return constant(Tensor.ofFloats(sizes, values));
    }

    /** In Constant nodes or in initializers. */
    private String constant(Tensor tensor) {
        String name = "c" + constants.size();
        constants.add(name);
        if (random.nextInt(3) == 0) {
            graph.node("Constant", "", name, "value", tensor);
        } else {
            graph.initializer(name, tensor);
        }
        return name;
    }
}
