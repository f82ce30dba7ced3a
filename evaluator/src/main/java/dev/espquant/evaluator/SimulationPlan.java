package dev.espquant.evaluator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.kernel.Integers;
import dev.espquant.evaluator.kernel.KernelContext;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.kernel.PreparedKernel;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizedGraph;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A quantized graph compiled for one image: every value has a slot with known sizes, every node a prepared kernel that reads and writes slots.
 * Made once, then run by any number of threads, each with a workspace of its own.
 *
 * <p>"One image" is one run of the model: a batch that the model leaves open is 1, a batch that it fixes is kept.
 */
final class SimulationPlan {
    private static final int[] NOTHING = {};

    /** A node with the slots that it reads and the one that it writes. A slot of -1 is an input without integers. */
    private record Step(Node node, PreparedKernel kernel, ImmutableIntArray inputs, int output) {}

    private final ImmutableMap<String, Integer> slots;
    private final ImmutableList<long[]> sizes;
    private final ImmutableMap<Integer, int[]> constants;
    private final ImmutableList<Step> steps;

    private SimulationPlan(
            ImmutableMap<String, Integer> slots,
            ImmutableList<long[]> sizes,
            ImmutableMap<Integer, int[]> constants,
            ImmutableList<Step> steps) {
        this.slots = slots;
        this.sizes = sizes;
        this.constants = constants;
        this.steps = steps;
    }

    /** Prepares every node; {@link GraphException} if a shape stays open or a kernel cannot compute its node. */
    static SimulationPlan compile(QuantizedGraph quantized, Kernels kernels) {
        Graph graph = oneImage(quantized.model()).graph();
        Map<String, Integer> slots = new LinkedHashMap<>();
        ImmutableList.Builder<long[]> sizes = ImmutableList.builder();
        for (String value : quantized.values().keySet()) {
            slots.put(value, slots.size());
            sizes.add(sizes(graph, value));
        }
        ImmutableMap.Builder<Integer, int[]> constants = ImmutableMap.builder();
        quantized.constants().forEach((name, constant) -> {
            if (!slots.containsKey(name)) {
                slots.put(name, slots.size());
                sizes.add(constant.integers().sizes());
                constants.put(slots.get(name), Integers.of(constant));
            }
        });
        ImmutableList.Builder<Step> steps = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            PreparedKernel kernel = kernels.of(node).prepare(new KernelContext(quantized, graph, node));
            ImmutableIntArray inputs =
                    ImmutableIntArray.copyOf(node.inputs().stream().mapToInt(name -> slots.getOrDefault(name, -1)));
            steps.add(new Step(node, kernel, inputs, slot(slots, node.output())));
        }
        return new SimulationPlan(ImmutableMap.copyOf(slots), sizes.build(), constants.buildOrThrow(), steps.build());
    }

    /** The names of the nodes, in the order of {@link Workspace#overflows()}. */
    ImmutableList<String> nodeNames() {
        return steps.stream().map(step -> step.node().name()).collect(ImmutableList.toImmutableList());
    }

    /** The sizes of a value for one image. */
    long[] sizes(String value) {
        return sizes.get(slot(slots, value));
    }

    Workspace workspace() {
        return new Workspace();
    }

    /** The buffers of one thread. */
    final class Workspace {
        private final int[][] buffers = new int[sizes.size()][];
        private final int[][][] inputs = new int[steps.size()][][];
        private final long[] overflows = new long[steps.size()];

        private Workspace() {
            for (int slot = 0; slot < buffers.length; slot++) {
                int[] constant = constants.get(slot);
                buffers[slot] =
                        constant != null ? constant : new int[Math.toIntExact(Shape.elementCount(sizes.get(slot)))];
            }
            for (int step = 0; step < inputs.length; step++) {
                ImmutableIntArray from = steps.get(step).inputs();
                inputs[step] = new int[from.length()][];
                for (int i = 0; i < from.length(); i++) {
                    inputs[step][i] = from.get(i) < 0 ? NOTHING : buffers[from.get(i)];
                }
            }
        }

        /** The buffer of a value: to be filled before a run if it is an input, to be read after it. */
        int[] buffer(String value) {
            return buffers[slot(slots, value)];
        }

        /** Computes every value of one image from the inputs' buffers. */
        void run() {
            for (int step = 0; step < inputs.length; step++) {
                Step next = steps.get(step);
                overflows[step] += next.kernel().compute(inputs[step], buffers[next.output()]);
            }
        }

        /** Sums that left the accumulator's lane since this workspace exists, by node. */
        long[] overflows() {
            return overflows;
        }
    }

    private static int slot(Map<String, Integer> slots, String value) {
        Integer slot = slots.get(value);
        if (slot == null) {
            throw GraphException.because("the quantized graph has no such value")
                    .value(value)
                    .build();
        }
        return slot;
    }

    private static Model oneImage(Model model) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            model.graph()
                    .shape(input.name())
                    .filter(shape -> shape.rank() > 0 && !(shape.dimension(0) instanceof Dimension.Fixed))
                    .ifPresent(shape -> shapes.put(input.name(), shape.with(0, Dimension.of(1))));
        }
        return ShapeInference.infer(model, shapes);
    }

    private static long[] sizes(Graph graph, String value) {
        Shape shape = graph.shape(value)
                .filter(Shape::isStatic)
                .orElseThrow(() -> GraphException.because("its shape is not known")
                        .value(value)
                        .fix("give the model's inputs fixed sizes, except for the batch")
                        .build());
        return shape.sizes();
    }
}
