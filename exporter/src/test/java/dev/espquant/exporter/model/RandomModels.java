package dev.espquant.exporter.model;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Models of random operators one behind the other, with branches: what matters is that layouts meet in every combination. */
public final class RandomModels {
    /** A value so far. */
    private static final class Value {
        private final String name;
        private final long[] sizes;

        Value(String name, long[] sizes) {
            this.name = name;
            this.sizes = sizes;
        }

        String name() {
            return name;
        }

        long[] sizes() {
            return sizes;
        }
    }

    private final Random random;
    private final Graphs graph;
    private final List<Value> values = new ArrayList<>();
    private int next;

    private RandomModels(long seed) {
        this.random = new Random(seed);
        this.graph = Graphs.model("random");
    }

    public static Model of(long seed) {
        return new RandomModels(seed).build();
    }

    private Model build() {
        int inputs = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < inputs; i++) {
            long[] sizes = random.nextInt(3) == 0
                    ? new long[] {1, 1 + random.nextInt(5), 3 + random.nextInt(4)}
                    : new long[] {1, 1 + random.nextInt(5), 3 + random.nextInt(4), 2 + random.nextInt(5)};
            graph.input("x" + i, DataType.FLOAT, sizes);
            values.add(new Value("x" + i, sizes));
        }
        for (int i = 0; i < 7; i++) {
            step(values.get(random.nextInt(3) == 0 ? random.nextInt(values.size()) : values.size() - 1));
        }
        String last = values.get(values.size() - 1).name();
        graph.output(last);
        Model whole = graph.build();
        for (Value value : values.subList(inputs, values.size())) {
            if (!value.name().equals(last)
                    && whole.graph().consumers(value.name()).isEmpty()) {
                graph.output(value.name());
            }
        }
        if (random.nextInt(3) == 0) {
            graph.node("Identity", last, "again").output("again");
        }
        return graph.build();
    }

    private void step(Value x) {
        boolean map = x.sizes().length == 4;
        boolean maps = map || x.sizes().length == 3;
        switch (random.nextInt(17)) {
            case 0, 1 -> {
                if (maps) {
                    convolution(x);
                } else {
                    dense(x);
                }
            }
            case 2 -> unary(x, "Relu");
            case 3 -> unary(x, "LeakyRelu", "alpha", 0.3f);
            case 4 -> prelu(x);
            case 5 -> flatten(x);
            case 6 -> reshape(x);
            case 7 -> transpose(x);
            case 8 -> binary(x);
            case 9 -> concat(x);
            case 10 -> slice(x);
            case 11 -> pad(x);
            case 12 -> {
                if (map && x.sizes()[2] > 1 && x.sizes()[3] > 1) {
                    pool(x);
                } else {
                    unary(x, "Sigmoid");
                }
            }
            case 13 -> matMul(x);
            case 14 -> clip(x);
            case 15 -> {
                if (maps) {
                    normalization(x);
                } else {
                    dense(x);
                }
            }
            default -> constant(x);
        }
    }

    private void convolution(Value x) {
        int spatial = x.sizes().length - 2;
        long channels = x.sizes()[1];
        long groups = random.nextInt(3) == 0 ? channels : channels % 2 == 0 && random.nextBoolean() ? 2 : 1;
        long outputs = groups * (1 + random.nextInt(groups == 1 ? 20 : 2));
        long[] weights = new long[spatial + 2];
        Arrays.fill(weights, 1 + random.nextInt(2));
        weights[0] = outputs;
        weights[1] = channels / groups;
        long[] pads = new long[2 * spatial];
        Arrays.setAll(pads, i -> random.nextInt(2));
        long stride = 1L + random.nextInt(2);
        long[] strides = new long[spatial];
        Arrays.fill(strides, stride);
        long[] sizes = x.sizes().clone();
        sizes[1] = outputs;
        for (int i = 0; i < spatial; i++) {
            long room = sizes[i + 2] + pads[i] + pads[i + spatial] - weights[i + 2];
            if (room < 0) {
                return;
            }
            sizes[i + 2] = room / stride + 1;
        }
        String name = name();
        graph.initializer(name + "w", ramp(weights)).initializer(name + "b", ramp(outputs));
        graph.node(
                "Conv",
                x.name() + " " + name + "w " + (random.nextBoolean() ? name + "b" : "-"),
                name,
                "group",
                groups,
                "pads",
                pads,
                "strides",
                strides);
        add(name, sizes);
    }

    private void dense(Value x) {
        Value row = x.sizes().length == 2 ? x : flatten(x);
        String name = name();
        long outputs = 1L + random.nextInt(30);
        boolean trans = random.nextBoolean();
        long inputs = row.sizes()[1];
        graph.initializer(name + "w", trans ? ramp(outputs, inputs) : ramp(inputs, outputs));
        graph.initializer(name + "b", ramp(outputs));
        graph.node("Gemm", row.name() + " " + name + "w " + name + "b", name, "transB", trans ? 1 : 0);
        add(name, 1, outputs);
    }

    private void matMul(Value x) {
        if (x.sizes().length > 4) {
            return;
        }
        String name = name();
        long[] sizes = x.sizes().clone();
        long inputs = sizes[sizes.length - 1];
        sizes[sizes.length - 1] = 1L + random.nextInt(6);
        graph.initializer(name + "w", ramp(inputs, sizes[sizes.length - 1]));
        graph.node("MatMul", x.name() + " " + name + "w", name);
        add(name, sizes);
    }

    private void normalization(Value x) {
        String name = name();
        long channels = x.sizes()[1];
        float[] ones = new float[(int) channels];
        Arrays.fill(ones, 1);
        graph.initializer(name + "s", ramp(channels)).initializer(name + "o", ramp(channels));
        graph.initializer(name + "m", ramp(channels))
                .initializer(name + "v", Tensor.ofFloats(new long[] {channels}, ones));
        graph.node("BatchNormalization", "%s %2$ss %2$so %2$sm %2$sv".formatted(x.name(), name), name);
        add(name, x.sizes());
    }

    private void unary(Value x, String opType, Object... attributes) {
        String name = name();
        graph.node(opType, x.name(), name, attributes);
        add(name, x.sizes());
    }

    private void prelu(Value x) {
        String name = name();
        long[] slopes = new long[x.sizes().length - 1];
        Arrays.fill(slopes, 1);
        slopes[0] = random.nextBoolean() ? x.sizes()[1] : 1;
        graph.initializer(name + "a", ramp(slopes));
        graph.node("PRelu", x.name() + " " + name + "a", name);
        add(name, x.sizes());
    }

    private void clip(Value x) {
        String name = name();
        graph.initializer(name + "l", Tensor.ofFloats(new long[0], -0.7f));
        graph.initializer(name + "h", Tensor.ofFloats(new long[0], 1.1f));
        graph.node("Clip", x.name() + " " + name + "l " + name + "h", name);
        add(name, x.sizes());
    }

    private Value flatten(Value x) {
        String name = name();
        graph.node("Flatten", x.name(), name);
        return add(name, 1, Shape.elementCount(x.sizes()));
    }

    /** The elements in another shape: divided wherever a small factor is found. */
    private void reshape(Value x) {
        long rest = Shape.elementCount(x.sizes());
        List<Long> sizes = new ArrayList<>(List.of(1L));
        for (int axes = 1 + random.nextInt(3); axes > 0; axes--) {
            long factor = 1;
            for (long candidate = 2; candidate < 8; candidate++) {
                if (rest % candidate == 0 && random.nextBoolean()) {
                    factor = candidate;
                }
            }
            sizes.add(factor);
            rest /= factor;
        }
        sizes.add(1 + random.nextInt(sizes.size()), rest);
        long[] result = sizes.stream().mapToLong(s -> s).toArray();
        String name = name();
        graph.initializer(name + "s", Tensor.vector(result)).node("Reshape", x.name() + " " + name + "s", name);
        add(name, result);
    }

    private void transpose(Value x) {
        int rank = x.sizes().length;
        List<Long> axes = new ArrayList<>();
        for (long axis = 1; axis < rank; axis++) {
            axes.add(random.nextInt(axes.size() + 1), axis);
        }
        axes.add(0, 0L);
        long[] perm = axes.stream().mapToLong(a -> a).toArray();
        String name = name();
        graph.node("Transpose", x.name(), name, "perm", perm);
        add(name, axes.stream().mapToLong(a -> x.sizes()[a.intValue()]).toArray());
    }

    private void binary(Value x) {
        String op = List.of("Add", "Sub", "Mul", "Max", "Min").get(random.nextInt(5));
        for (Value other : values) {
            if (!other.name().equals(x.name()) && Arrays.equals(other.sizes(), x.sizes())) {
                String name = name();
                graph.node(op, other.name() + " " + x.name(), name);
                add(name, x.sizes());
                return;
            }
        }
        constant(x);
    }

    /** With a constant: a scalar, one number for each channel, or one for each place. */
    private void constant(Value x) {
        String name = name();
        long[] sizes = x.sizes().clone();
        int keep = random.nextInt(sizes.length);
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == keep ? sizes[i] : 1;
        }
        graph.initializer(name + "c", ramp(sizes));
        graph.node(List.of("Add", "Mul", "Min").get(random.nextInt(3)), x.name() + " " + name + "c", name);
        add(name, x.sizes());
    }

    private void concat(Value x) {
        String name = name();
        int axis = 1 + random.nextInt(x.sizes().length - 1);
        long[] sizes = x.sizes().clone();
        sizes[axis] = 0;
        List<String> parts = new ArrayList<>();
        for (Value other : values) {
            long[] like = other.sizes().clone();
            if (like.length == sizes.length) {
                like[axis] = 0;
                if (Arrays.equals(like, withZero(sizes, axis)) && parts.size() < 3) {
                    parts.add(other.name());
                    sizes[axis] += other.sizes()[axis];
                }
            }
        }
        if (parts.size() > 1) {
            graph.node("Concat", String.join(" ", parts), name, "axis", axis);
            add(name, sizes);
        }
    }

    private static long[] withZero(long[] sizes, int axis) {
        long[] result = sizes.clone();
        result[axis] = 0;
        return result;
    }

    private void slice(Value x) {
        int axis = 1 + random.nextInt(x.sizes().length - 1);
        long[] sizes = x.sizes().clone();
        if (sizes[axis] < 2) {
            return;
        }
        boolean backwards = random.nextBoolean();
        String name = name();
        graph.initializer(name + "s", Tensor.vector(backwards ? -1 : 1));
        graph.initializer(name + "e", Tensor.vector(backwards ? 0 : sizes[axis]));
        graph.initializer(name + "a", Tensor.vector(axis));
        graph.initializer(name + "t", Tensor.vector(backwards ? -1 : 1));
        graph.node("Slice", "%s %2$ss %2$se %2$sa %2$st".formatted(x.name(), name), name);
        sizes[axis]--;
        add(name, sizes);
    }

    private void pad(Value x) {
        int rank = x.sizes().length;
        long[] pads = new long[2 * rank];
        long[] sizes = x.sizes().clone();
        for (int axis = 1; axis < rank; axis++) {
            pads[axis] = random.nextInt(2);
            pads[axis + rank] = random.nextInt(2);
            sizes[axis] += pads[axis] + pads[axis + rank];
        }
        String name = name();
        graph.initializer(name + "p", Tensor.vector(pads));
        graph.initializer(name + "v", Tensor.ofFloats(new long[0], 0.4f));
        graph.node(
                "Pad",
                x.name() + " " + name + "p " + name + "v",
                name,
                "mode",
                random.nextBoolean() ? "constant" : "edge");
        add(name, sizes);
    }

    private void pool(Value x) {
        String name = name();
        long[] pads = random.nextBoolean() ? new long[] {1, 0, 0, 1} : new long[] {0, 0, 0, 0};
        long[] sizes = x.sizes().clone();
        sizes[2] += pads[0] + pads[2] - 1;
        sizes[3] += pads[1] + pads[3] - 1;
        boolean average = random.nextBoolean();
        if (average) {
            graph.node(
                    "AveragePool",
                    x.name(),
                    name,
                    "kernel_shape",
                    new long[] {2, 2},
                    "pads",
                    pads,
                    "count_include_pad",
                    random.nextInt(2));
        } else {
            graph.node("MaxPool", x.name(), name, "kernel_shape", new long[] {2, 2}, "pads", pads);
        }
        add(name, sizes);
    }

    private String name() {
        return "v" + next++;
    }

    private Value add(String name, long... sizes) {
        Value value = new Value(name, sizes);
        values.add(value);
        return value;
    }

    private Tensor ramp(long... sizes) {
        float[] floats = new float[Math.toIntExact(Shape.elementCount(sizes))];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (random.nextInt(101) - 50) / 64f;
        }
        return Tensor.ofFloats(sizes, floats);
    }
}
