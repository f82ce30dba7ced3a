package dev.espquant.properties;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A random model in the making: the values that exist so far, the constants, and everything that is drawn by lot. */
final class ModelSketch {
    /** A value and its sizes for one image. */
    static final class Value {
        private final String name;
        private final int[] sizes;

        Value(String name, int... sizes) {
            this.name = name;
            this.sizes = sizes;
        }

        String name() {
            return name;
        }

        int[] sizes() {
            return sizes;
        }

        int rank() {
            return sizes.length;
        }

        int size(int axis) {
            return sizes[axis];
        }

        int elements() {
            return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        }
    }

    final Random random;
    final int opset;
    final boolean openBatch;
    private final Graphs graphs = Graphs.model("random");
    private final List<Value> values = new ArrayList<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final Map<String, int[]> inputs = new LinkedHashMap<>();
    private final Map<List<Long>, List<String>> constants = new HashMap<>();
    private int names;

    ModelSketch(Random random) {
        this.random = random;
        this.opset = pick(9, 11, 12, 13, 13, 17);
        this.openBatch = random.nextBoolean();
        graphs.opset(opset);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A whole number from {@code least} to {@code most}. */
    int from(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** An axis, now and then counted from the end, which opset 11 introduced. */
    int fromEnd(int axis, int rank) {
        return opset >= 11 && chance(0.5) ? axis - rank : axis;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    List<Value> values() {
        return values;
    }

    /** By input: its sizes for one image. */
    Map<String, int[]> inputs() {
        return inputs;
    }

    Value input(int... sizes) {
        Value input = new Value("in" + inputs.size(), sizes);
        List<Dimension> dimensions = new ArrayList<>();
        for (int size : sizes) {
            dimensions.add(Dimension.of(size));
        }
        if (openBatch) {
            dimensions.set(0, Dimension.named("N"));
        }
        graphs.input(input.name(), DataType.FLOAT, Shape.of(dimensions));
        inputs.put(input.name(), sizes);
        values.add(input);
        return input;
    }

    /** A node whose output has these sizes. Inputs are names separated by blanks. */
    Value node(String opType, String inputNames, int[] outputSizes, Object... attributes) {
        Value output = new Value("v" + names++, outputSizes);
        graphs.node(opType, inputNames, output.name(), attributes);
        read.addAll(Arrays.asList(inputNames.split(" ")));
        values.add(output);
        return output;
    }

    /** A new constant, or one of the same sizes that other nodes use already. */
    String constant(double scale, double shareOfOld, long... sizes) {
        List<Long> key = Arrays.stream(sizes).boxed().toList();
        List<String> old = constants.computeIfAbsent(key, k -> new ArrayList<>());
        if (!old.isEmpty() && chance(shareOfOld)) {
            return old.get(below(old.size()));
        }
        float[] elements = new float[Math.toIntExact(Shape.elementCount(sizes))];
        if (!chance(0.05)) {
            for (int i = 0; i < elements.length; i++) {
                elements[i] = (float) (random.nextGaussian() * scale);
            }
        }
        if (sizes.length > 1 && chance(0.1)) {
            Arrays.fill(elements, 0, elements.length / (int) sizes[0], 0f); // a channel that was pruned away
        }
        String name = initializer(Tensor.ofFloats(sizes, elements));
        old.add(name);
        return name;
    }

    String initializer(Tensor tensor) {
        String name = "c" + names++;
        graphs.initializer(name, tensor);
        return name;
    }

    /** Whole numbers as an int64 vector. */
    String longs(long... elements) {
        return initializer(Tensor.vector(elements));
    }

    /** The model: what nobody reads becomes an output, and now and then something else as well. */
    Model build() {
        for (Value value : values) {
            boolean open = !read.contains(value.name());
            if (!inputs.containsKey(value.name()) && (open || chance(0.1))) {
                graphs.output(value.name());
            }
        }
        return graphs.build();
    }
}
