package dev.espquant.properties;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** ONNX's definition of the operators of ESP-DL 1.x as plain loops: which elements make which. Nothing here is fast, and nothing clever. */
final class NaiveOperators {
    private final Graph graph;
    private final Node node;
    private final long opset;
    private final int[] in;
    private final int[] out;
    private final Taps.Collector taps = new Taps.Collector();

    private NaiveOperators(Graph graph, Node node, long opset) {
        this.graph = graph;
        this.node = node;
        this.opset = opset;
        this.in = sizes(graph, node.inputs().get(0));
        this.out = sizes(graph, node.output());
    }

    /** The taps of a node. All shapes of the graph are known, for one image. */
    static Taps of(Graph graph, Node node, long opset) {
        NaiveOperators naive = new NaiveOperators(graph, node, opset);
        naive.collect();
        return naive.taps.build();
    }

    static int[] sizes(Graph graph, String value) {
        return Arrays.stream(graph.initializer(value)
                        .map(Tensor::sizes)
                        .orElseGet(() -> graph.shape(value).orElseThrow().sizes()))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private void collect() {
        switch (node.opType()) {
            case "Conv" -> convolution();
            case "Gemm", "MatMul" -> product();
            case "BatchNormalization" -> eachOutput(index -> taps.tap(Taps.flat(index, in), index[1]));
            case "MaxPool", "AveragePool" -> windows(ints("kernel_shape", 1));
            case "GlobalMaxPool", "GlobalAveragePool" -> windows(Arrays.copyOfRange(in, 2, in.length));
            case "Transpose" -> transpose();
            case "Slice" -> slice();
            case "Pad" -> pad();
            case "Resize" -> resize();
            case "Expand" -> eachOutput(index -> taps.tap(Taps.broadcast(index, in), 0));
            case "Softmax" -> softmax();
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout" ->
                eachOutput(index -> taps.tap(Taps.flat(index, out), 0));
            default -> eachOutput(index -> taps.tap(Taps.broadcast(index, in), 0));
        }
    }

    /** The operand that an output element of an element-wise operator reads. */
    static int[] operand(Graph graph, Node node, int input) {
        int[] sizes = sizes(graph, node.inputs().get(input));
        return Taps.indices(sizes(graph, node.output())).stream()
                .mapToInt(index -> Taps.broadcast(index, sizes))
                .toArray();
    }

    private interface Body {
        void at(int[] index);
    }

    /** One output element after the other; its channel is its second index. */
    private void eachOutput(Body body) {
        for (int[] index : Taps.indices(out)) {
            body.at(index);
            taps.end(index.length > 1 ? index[1] : 0, 1);
        }
    }

    private void convolution() {
        int[] weights = sizes(graph, node.inputs().get(1));
        int[] kernel = Arrays.copyOfRange(weights, 2, weights.length);
        int group = (int) node.intAttribute("group", 1);
        for (int[] o : Taps.indices(out)) {
            int g = o[1] / (weights[0] / group);
            for (int[] k : Taps.indices(Arrays.copyOfRange(weights, 1, weights.length))) {
                int[] x = source(o, Arrays.copyOfRange(k, 1, k.length), kernel);
                if (x.length > 0) {
                    x[1] = g * weights[1] + k[0];
                    int[] w = IntStream.concat(IntStream.of(o[1]), Arrays.stream(k))
                            .toArray();
                    taps.tap(Taps.flat(x, in), Taps.flat(w, weights));
                }
            }
            taps.end(o[1], 1);
        }
    }

    private void windows(int... kernel) {
        int area = Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
        boolean padCounts = node.intAttribute("count_include_pad", 0) != 0;
        for (int[] o : Taps.indices(out)) {
            int inside = 0;
            for (int[] k : Taps.indices(kernel)) {
                int[] x = source(o, k, kernel);
                if (x.length > 0) {
                    taps.tap(Taps.flat(x, in), 0);
                    inside++;
                }
            }
            taps.end(o[1], padCounts ? area : inside);
        }
    }

    /** The input element under a place of the kernel, in the output's channel; empty in the padding. */
    private int[] source(int[] o, int[] k, int... kernel) {
        int[] x = o.clone();
        for (int i = 0; i < k.length; i++) {
            int stride = ints("strides", 1)[i];
            int dilation = ints("dilations", 1)[i];
            x[i + 2] = o[i + 2] * stride + k[i] * dilation - padBefore(i, kernel[i], stride, dilation);
            if (x[i + 2] < 0 || x[i + 2] >= in[i + 2]) {
                return new int[0];
            }
        }
        return x;
    }

    private int padBefore(int i, int kernel, int stride, int dilation) {
        String auto = node.textAttribute("auto_pad", "NOTSET");
        if (auto.equals("NOTSET")) {
            return ints("pads", 0)[i];
        }
        int needed = (out[i + 2] - 1) * stride + (kernel - 1) * dilation + 1 - in[i + 2];
        int total = auto.equals("VALID") ? 0 : Math.max(0, needed);
        return auto.equals("SAME_LOWER") ? (total + 1) / 2 : total / 2;
    }

    private int[] ints(String attribute, int usual) {
        long[] all = new long[2 * in.length];
        Arrays.fill(all, usual);
        return Arrays.stream(node.intsAttribute(attribute).orElse(all))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private void product() {
        int[] weights = sizes(graph, node.inputs().get(1));
        boolean transA = node.intAttribute("transA", 0) != 0;
        boolean transB = node.intAttribute("transB", 0) != 0;
        int depth = weights[transB ? 1 : 0];
        for (int[] o : Taps.indices(out)) {
            int column = o[o.length - 1];
            for (int k = 0; k < depth; k++) {
                int[] x = o.clone();
                x[x.length - 1] = k;
                int source = transA ? Taps.flat(new int[] {k, o[0]}, in) : Taps.flat(x, in);
                int[] w = transB ? new int[] {column, k} : new int[] {k, column};
                taps.tap(source, Taps.flat(w, weights));
            }
            taps.end(column, 1);
        }
    }

    private void transpose() {
        long[] perm = node.intsAttribute("perm").orElseThrow();
        eachOutput(index -> {
            int[] x = new int[in.length];
            for (int i = 0; i < x.length; i++) {
                x[(int) perm[i]] = index[i];
            }
            taps.tap(Taps.flat(x, in), 0);
        });
    }

    private void slice() {
        long[] starts = argument(1, "starts").orElseThrow();
        long[] axes = argument(3, "axes").orElseThrow();
        long[] steps = argument(4, "steps").orElse(new long[0]);
        eachOutput(index -> {
            int[] x = index.clone();
            for (int i = 0; i < axes.length; i++) {
                int axis = (int) (axes[i] < 0 ? axes[i] + in.length : axes[i]);
                long start = starts[i] < 0 ? starts[i] + in[axis] : starts[i];
                long step = i < steps.length ? steps[i] : 1;
                x[axis] = (int) (start + index[axis] * step);
            }
            taps.tap(Taps.flat(x, in), 0);
        });
    }

    private void pad() {
        long[] pads = argument(1, "pads").orElseThrow();
        String mode = node.textAttribute("mode", "constant");
        eachOutput(index -> {
            int[] x = new int[in.length];
            boolean inside = true;
            for (int axis = 0; axis < x.length; axis++) {
                x[axis] = (int) (index[axis] - pads[axis]);
                if (mode.equals("edge")) {
                    x[axis] = Math.max(0, Math.min(in[axis] - 1, x[axis]));
                } else if (mode.equals("reflect") && x[axis] < 0) {
                    x[axis] = -x[axis];
                } else if (mode.equals("reflect") && x[axis] >= in[axis]) {
                    x[axis] = 2 * (in[axis] - 1) - x[axis];
                }
                inside &= x[axis] >= 0 && x[axis] < in[axis];
            }
            taps.tap(inside ? Taps.flat(x, in) : -1, 0);
        });
    }

    private void resize() {
        Optional<Tensor> given = node.input(2).flatMap(graph::initializer).filter(t -> t.elementCount() > 0);
        String coordinates = node.textAttribute("coordinate_transformation_mode", "half_pixel");
        String nearest = node.textAttribute("nearest_mode", "round_prefer_floor");
        eachOutput(index -> {
            int[] x = new int[in.length];
            for (int axis = 0; axis < x.length; axis++) {
                double scale = given.isPresent() ? given.get().toDoubles()[axis] : (double) out[axis] / in[axis];
                double place = switch (coordinates) {
                    case "asymmetric" -> index[axis] / scale;
                    case "align_corners" -> out[axis] == 1 ? 0 : index[axis] * (in[axis] - 1.0) / (out[axis] - 1.0);
                    case "pytorch_half_pixel" -> out[axis] > 1 ? (index[axis] + 0.5) / scale - 0.5 : 0;
                    default -> (index[axis] + 0.5) / scale - 0.5;
                };
                double rounded = switch (nearest) {
                    case "floor" -> Math.floor(place);
                    case "ceil" -> Math.ceil(place);
                    case "round_prefer_ceil" -> Math.floor(place + 0.5);
                    default -> Math.ceil(place - 0.5);
                };
                x[axis] = (int) Math.max(0, Math.min(in[axis] - 1, rounded));
            }
            taps.tap(Taps.flat(x, in), 0);
        });
    }

    /** All elements of the row, its own included. */
    private void softmax() {
        boolean one = opset >= 13;
        long axis = node.intAttribute("axis", one ? -1 : 1);
        int first = (int) (axis < 0 ? axis + in.length : axis);
        List<int[]> all = Taps.indices(in);
        eachOutput(index -> {
            for (int[] other : all) {
                boolean sameRow = IntStream.range(0, in.length)
                        .filter(i -> one ? i != first : i < first)
                        .allMatch(i -> index[i] == other[i]);
                if (sameRow) {
                    taps.tap(Taps.flat(other, in), 0);
                }
            }
        });
    }

    private Optional<long[]> argument(int input, String attribute) {
        return node.input(input)
                .flatMap(graph::initializer)
                .map(Tensor::toLongs)
                .or(() -> node.intsAttribute(attribute));
    }
}
