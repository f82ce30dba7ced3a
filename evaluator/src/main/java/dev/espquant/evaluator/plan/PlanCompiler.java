package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.evaluator.kernel.Integers;
import dev.espquant.evaluator.kernel.KernelContext;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an {@link ExecutionPlan}: node by node, in the graph's order. */
final class PlanCompiler {
    private static final int[] NOTHING = {};

    private final QuantizedGraph quantized;
    private final Graph graph;
    private final Kernels kernels;
    private final Optional<Engine> engine;
    private final ImmutableSet<String> keep;
    private final Map<Node, Optional<EngineOperator>> described = new HashMap<>();
    private final List<PlannedValue> values = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<PlannedValue, Integer> copies = new HashMap<>();
    private final Set<String> absorbed = new HashSet<>();
    private final Set<Node> done = new HashSet<>();
    private int node;

    PlanCompiler(
            QuantizedGraph quantized,
            Graph graph,
            Kernels kernels,
            Optional<Engine> engine,
            ImmutableSet<String> keep) {
        this.quantized = quantized;
        this.graph = graph;
        this.kernels = kernels;
        this.engine = engine;
        this.keep = keep;
    }

    ExecutionPlan compile() {
        for (ValueInfo input : graph.inputs()) {
            boolean channelsLast = graph.consumers(input.name()).stream().anyMatch(this::wantsChannelsLast);
            add(input.name(), channelsLast);
        }
        for (Node each : graph.nodes()) {
            if (!done.contains(each)) {
                compile(each);
            }
            node++;
        }
        return new ExecutionPlan(
                ImmutableList.copyOf(values),
                ImmutableList.copyOf(steps),
                ImmutableMap.copyOf(numbers),
                ImmutableSet.copyOf(absorbed),
                graph.nodes().size());
    }

    private void compile(Node each) {
        EngineOperator operator = described(each).orElse(null);
        if (operator == null || !numbers.containsKey(each.inputs().get(0))) {
            imageByImage(each);
            return;
        }
        Engine bodies = engine.orElseThrow();
        if (operator instanceof EngineOperator.Weighted weighted) {
            Clamps clamps = clampsBehind(each.output());
            LayerKernel kernel = bodies.convolution(weighted.layer()
                    .withEpilogue(clamps.applyTo(weighted.layer().epilogue())));
            step(
                    kernel,
                    weighted.images(),
                    inputs(each, 1, weighted.channelsLast()),
                    clamps.output(),
                    weighted.channelsLast());
        } else if (operator instanceof EngineOperator.Pool pool) {
            step(bodies.pool(pool.layer()), pool.images(), inputs(each, 1, true), each.output(), true);
        } else if (operator instanceof EngineOperator.Elementwise elementwise) {
            Clamps clamps = clampsBehind(each.output());
            boolean channelsLast = isChannelsLast(each.inputs().get(0))
                    || isChannelsLast(each.inputs().get(1));
            LayerKernel kernel = bodies.elementwise(clamps.applyTo(elementwise.layer()), elements(each.output()));
            step(kernel, 1, inputs(each, 2, channelsLast), clamps.output(), channelsLast);
        } else if (operator instanceof EngineOperator.Clamp clamp) {
            boolean channelsLast = isChannelsLast(each.inputs().get(0));
            LayerKernel kernel = bodies.clamp(clamp.low(), clamp.high(), elements(each.output()));
            step(kernel, 1, inputs(each, 1, channelsLast), each.output(), channelsLast);
        } else {
            BitWidth bits = quantized.parameters(each.output()).bits();
            LayerKernel copy = bodies.clamp(bits.min(), bits.max(), elements(each.output()));
            step(copy, 1, inputs(each, 1, false), each.output(), false);
        }
    }

    /** Ranges that follow a layer and that its epilogue applies; the values between are never made. */
    private Clamps clampsBehind(String output) {
        Clamps clamps = new Clamps(output, Integer.MIN_VALUE, Integer.MAX_VALUE);
        while (true) {
            List<Node> readers = graph.consumers(clamps.output());
            boolean hidden = readers.size() == 1 && !keep.contains(clamps.output()) && !graph.isOutput(clamps.output());
            if (!hidden || !(described(readers.get(0)).orElse(null) instanceof EngineOperator.Clamp clamp)) {
                return clamps;
            }
            absorbed.add(clamps.output());
            done.add(readers.get(0));
            clamps = clamps.then(readers.get(0).output(), clamp);
        }
    }

    /** A node without words of the engine: its kernel gets plain integers in ONNX's order. */
    private void imageByImage(Node each) {
        ImmutableList.Builder<ImageByImage.Operand> operands = ImmutableList.builder();
        ImmutableIntArray.Builder read = ImmutableIntArray.builder();
        int inputs = 0;
        for (String name : each.inputs()) {
            if (numbers.containsKey(name)) {
                read.add(inOrder(name, false));
                operands.add(new ImageByImage.Operand(inputs++, elements(name), NOTHING));
            } else {
                QuantizedTensor constant = quantized.constants().get(name);
                operands.add(new ImageByImage.Operand(-1, 0, constant == null ? NOTHING : Integers.of(constant)));
            }
        }
        LayerKernel kernel =
                new ImageByImage(kernels.of(each).prepare(context(each)), operands.build(), elements(each.output()));
        step(kernel, 1, read.build(), each.output(), false);
    }

    private void step(LayerKernel kernel, int images, ImmutableIntArray inputs, String output, boolean channelsLast) {
        int value = add(output, channelsLast);
        steps.add(new Step(kernel, node, images, inputs, value));
    }

    /** The first inputs of a node in an order of elements. */
    private ImmutableIntArray inputs(Node each, int count, boolean channelsLast) {
        ImmutableIntArray.Builder result = ImmutableIntArray.builder(count);
        for (String name : each.inputs().subList(0, count)) {
            result.add(inOrder(name, channelsLast));
        }
        return result.build();
    }

    /** The number of a value in an order of elements: itself, or a copy that a step makes. */
    private int inOrder(String name, boolean channelsLast) {
        int own = number(name);
        Layout wanted = layout(name, channelsLast);
        if (values.get(own).layout().equals(wanted)) {
            return own;
        }
        PlannedValue copy = new PlannedValue(name, wanted, values.get(own).storage());
        Integer found = copies.get(copy);
        if (found != null) {
            return found;
        }
        values.add(copy);
        int number = values.size() - 1;
        copies.put(copy, number);
        LayerKernel kernel = new LayoutKernel(values.get(own).layout(), wanted);
        steps.add(new Step(kernel, node, 1, ImmutableIntArray.of(own), number));
        return number;
    }

    private int add(String name, boolean channelsLast) {
        Storage storage = engine.isEmpty()
                ? Storage.INTS
                : Storage.of(quantized.parameters(name).bits());
        values.add(new PlannedValue(name, layout(name, channelsLast), storage));
        numbers.put(name, values.size() - 1);
        return values.size() - 1;
    }

    private boolean isChannelsLast(String name) {
        return !values.get(number(name)).layout().isOnnx();
    }

    private boolean wantsChannelsLast(Node reader) {
        EngineOperator operator = described(reader).orElse(null);
        return operator instanceof EngineOperator.Pool
                || (operator instanceof EngineOperator.Weighted weighted && weighted.channelsLast());
    }

    private Optional<EngineOperator> described(Node each) {
        return engine.isEmpty()
                ? Optional.empty()
                : described.computeIfAbsent(each, n -> kernels.of(n).describe(context(n)));
    }

    private KernelContext context(Node each) {
        return new KernelContext(quantized, graph, each);
    }

    private int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw GraphException.because("the quantized graph has no such value")
                    .value(name)
                    .build();
        }
        return number;
    }

    private int elements(String name) {
        return Layout.onnx(sizes(name)).elements();
    }

    private Layout layout(String name, boolean channelsLast) {
        return channelsLast ? Layout.channelsLast(sizes(name)) : Layout.onnx(sizes(name));
    }

    private long[] sizes(String name) {
        return graph.shape(name)
                .filter(Shape::isStatic)
                .orElseThrow(() -> GraphException.because("its shape is not known")
                        .value(name)
                        .fix("give the model's inputs fixed sizes, except for the batch")
                        .build())
                .sizes();
    }
}
