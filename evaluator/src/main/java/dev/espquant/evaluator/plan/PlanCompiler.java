package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
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
    private final FrontEnd graph;
    private final Engine engine;
    private final ImmutableSet<String> keep;
    private final Map<Node, Optional<EngineOperator>> described = new HashMap<>();
    private final List<PlannedValue> values = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<PlannedValue, Integer> copies = new HashMap<>();
    private final Set<String> absorbed = new HashSet<>();
    private final Set<Node> done = new HashSet<>();
    private int node;

    PlanCompiler(FrontEnd graph, Engine engine, ImmutableSet<String> keep) {
        this.graph = graph;
        this.engine = engine;
        this.keep = keep;
    }

    ExecutionPlan compile() {
        for (String input : graph.inputs()) {
            boolean channelsLast = graph.readers(input).stream().anyMatch(this::wantsChannelsLast);
            add(input, channelsLast);
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
            fallback(each);
        } else if (operator instanceof EngineOperator.Weighted weighted) {
            weighted(each, weighted);
        } else if (operator instanceof EngineOperator.Elementwise elementwise) {
            elementwise(each, elementwise);
        } else if (operator instanceof EngineOperator.Pool pool) {
            step(engine.pool(pool.layer()), pool.images(), inputs(each, 1, true), output(each), true);
        } else if (operator instanceof EngineOperator.Join join) {
            ImmutableIntArray inputs = inputs(each, join.lengths().length(), false);
            step(engine.join(join.outer(), join.lengths()), 1, inputs, output(each), false);
        } else if (operator instanceof EngineOperator.Gather gather) {
            step(engine.gather(gather.layer()), 1, inputs(each, 1, false), output(each), false);
        } else {
            unary(each, operator);
        }
    }

    private void weighted(Node each, EngineOperator.Weighted weighted) {
        Clamps clamps = clampsBehind(output(each));
        LayerKernel kernel = engine.convolution(
                weighted.layer().withEpilogue(clamps.applyTo(weighted.layer().epilogue())));
        step(
                kernel,
                weighted.images(),
                inputs(each, 1, weighted.channelsLast()),
                clamps.output(),
                weighted.channelsLast());
    }

    private void elementwise(Node each, EngineOperator.Elementwise elementwise) {
        Clamps clamps = clampsBehind(output(each));
        boolean channelsLast = isChannelsLast(each.inputs().get(0))
                || isChannelsLast(each.inputs().get(1));
        LayerKernel kernel = engine.elementwise(clamps.applyTo(elementwise.layer()), elements(output(each)));
        step(kernel, 1, inputs(each, 2, channelsLast), clamps.output(), channelsLast);
    }

    /** One element of input 0 for each of the output. */
    private void unary(Node each, EngineOperator operator) {
        int elements = elements(output(each));
        boolean copies = operator instanceof EngineOperator.Copy;
        boolean channelsLast = !copies && isChannelsLast(each.inputs().get(0));
        step(elementByElement(each, operator, elements), 1, inputs(each, 1, channelsLast), output(each), channelsLast);
    }

    private LayerKernel elementByElement(Node each, EngineOperator operator, int elements) {
        if (operator instanceof EngineOperator.Clamp clamp) {
            return engine.clamp(clamp.low(), clamp.high(), elements);
        } else if (operator instanceof EngineOperator.Table table) {
            return engine.table(table.layer(), elements);
        }
        BitWidth bits = graph.storage(output(each)).width();
        return engine.clamp(bits.min(), bits.max(), elements);
    }

    /** Ranges that follow a layer and that its epilogue applies; the values between are never made. */
    private Clamps clampsBehind(String output) {
        Clamps clamps = new Clamps(output, Integer.MIN_VALUE, Integer.MAX_VALUE);
        while (true) {
            List<Node> readers = graph.readers(clamps.output());
            boolean hidden = readers.size() == 1 && !keep.contains(clamps.output()) && !graph.isOutput(clamps.output());
            if (!hidden || !(described(readers.get(0)).orElse(null) instanceof EngineOperator.Clamp clamp)) {
                return clamps;
            }
            absorbed.add(clamps.output());
            done.add(readers.get(0));
            clamps = clamps.then(readers.get(0).outputs().get(0), clamp);
        }
    }

    /** A node without words of the engine: its kernel gets values in ONNX's order. */
    private void fallback(Node each) {
        Fallback fallback = graph.fallback(each);
        ImmutableIntArray.Builder read = ImmutableIntArray.builder();
        fallback.reads().forEach(name -> read.add(inOrder(name, false)));
        ImmutableIntArray.Builder written = ImmutableIntArray.builder();
        each.outputs().forEach(name -> written.add(add(name, false)));
        steps.add(new Step(fallback.kernel(), node, 1, read.build(), written.build()));
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
        Layout wanted = graph.layout(name, channelsLast);
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
        values.add(new PlannedValue(name, graph.layout(name, channelsLast), graph.storage(name)));
        numbers.put(name, values.size() - 1);
        return values.size() - 1;
    }

    private static String output(Node each) {
        return each.outputs().get(0);
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
        return described.computeIfAbsent(each, graph::describe);
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
        return graph.layout(name, false).elements();
    }
}
