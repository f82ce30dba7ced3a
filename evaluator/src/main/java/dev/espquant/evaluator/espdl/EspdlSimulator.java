package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.plugin.Names;
import dev.espquant.target.TargetRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Computes what a chip computes that runs an {@code .espdl} graph under ESP-DL 3.x, integer by integer. Everything is checked and prepared once;
 * runs share it and may run in several threads. Every run is the first one after the model was loaded: operators that remember earlier runs
 * (StreamingCache, GRU) start empty.
 */
public final class EspdlSimulator {
    private final EspdlGraph graph;
    private final Rounding rounding;
    private final ImmutableList<Prepared> nodes;
    private final ImmutableMap<String, EspdlArray> constants;
    private final ImmutableMap<String, Integer> lastUse;

    /** Memory of runs that are not running: one for each thread, in the end. */
    private final Queue<Scratch> scratches = new ConcurrentLinkedQueue<>();

    private record Prepared(Node node, PreparedNode kernel, ImmutableList<ArrayType> outputs) {}

    private EspdlSimulator(EspdlGraph graph, TargetRuntime facts, EspdlKernels kernels) {
        this.graph = graph;
        Map<String, ArrayType> types = types(graph);
        Map<String, EspdlTensor> tensors = new HashMap<>();
        graph.initializers().forEach(tensor -> tensors.put(tensor.name(), tensor));
        ImmutableList.Builder<Prepared> prepared = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            Prepared step = prepare(new EspdlContext(facts, node, types, tensors), kernels);
            for (int i = 0; i < step.outputs().size(); i++) {
                types.put(node.outputs().get(i), step.outputs().get(i));
            }
            prepared.add(step);
        }
        this.nodes = prepared.build();
        this.constants = constants(graph);
        this.rounding = Rounding.of(facts);
        this.lastUse = lastUse(graph);
    }

    /**
     * Prepares a graph for a chip.
     *
     * @param facts the chip under ESP-DL 3.x
     * @throws GraphException if the chip could not run the graph, or nobody wrote down how it does
     */
    public static EspdlSimulator of(EspdlGraph graph, TargetRuntime facts) {
        return of(graph, facts, EspdlKernels.load());
    }

    /** As {@link #of(EspdlGraph, TargetRuntime)}, with kernels of the caller's choice. */
    public static EspdlSimulator of(EspdlGraph graph, TargetRuntime facts, EspdlKernels kernels) {
        return new EspdlSimulator(graph, facts, kernels);
    }

    /** The type of a graph input: what {@link #run} wants under that name. */
    public ArrayType inputType(String name) {
        return graph.inputs().stream()
                .filter(v -> v.name().equals(name))
                .map(ArrayType::of)
                .findFirst()
                .orElseThrow(() -> GraphException.because("the graph has no input of that name")
                        .value(name)
                        .fix(Names.suggestion(
                                name,
                                graph.inputs().stream().map(EspdlValue::name).toList()))
                        .build());
    }

    /** Runs the graph and keeps its outputs. */
    public EspdlResult run(Map<String, EspdlArray> inputs) {
        return run(inputs, graph.outputs().stream().map(EspdlValue::name).collect(ImmutableSet.toImmutableSet()));
    }

    /**
     * Runs the graph.
     *
     * @param inputs an array for each graph input, of its type and sizes
     * @param keep names of values to return
     * @throws GraphException if an input is missing or of another type or shape
     */
    public EspdlResult run(Map<String, EspdlArray> inputs, Set<String> keep) {
        Map<String, EspdlArray> live = new HashMap<>(constants);
        graph.inputs().forEach(input -> live.put(input.name(), checked(input, inputs)));
        Map<String, EspdlArray> kept = new LinkedHashMap<>();
        keep(graph.inputs().stream().map(EspdlValue::name), keep, live, kept);
        ImmutableMap.Builder<String, Long> overflows = ImmutableMap.builder();
        Scratch scratch = Optional.ofNullable(scratches.poll()).orElseGet(Scratch::new);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i).node();
            long overflowed = run(nodes.get(i), live, scratch);
            if (overflowed > 0) {
                overflows.put(node.name(), overflowed);
            }
            keep(node.outputs().stream(), keep, live, kept);
            release(node, i, live);
        }
        scratches.add(scratch);
        return new EspdlResult(ImmutableMap.copyOf(kept), overflows.buildOrThrow());
    }

    private long run(Prepared prepared, Map<String, EspdlArray> live, Scratch scratch) {
        List<Optional<EspdlArray>> inputs = new ArrayList<>();
        for (String name : prepared.node().inputs()) {
            inputs.add(Optional.ofNullable(live.get(name)));
        }
        EspdlArray[] outputs =
                prepared.outputs().stream().map(ArrayType::allocate).toArray(EspdlArray[]::new);
        NodeRun run = new NodeRun(rounding, scratch, inputs, outputs);
        try {
            prepared.kernel().run(run);
        } catch (ArithmeticException | IndexOutOfBoundsException | NoSuchElementException e) {
            throw unfit(prepared.node(), e);
        }
        for (int i = 0; i < outputs.length; i++) {
            live.put(prepared.node().outputs().get(i), outputs[i]);
        }
        return run.overflows();
    }

    private static void keep(
            Stream<String> names, Set<String> keep, Map<String, EspdlArray> live, Map<String, EspdlArray> kept) {
        names.filter(keep::contains).forEach(name -> {
            EspdlArray value = live.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        });
    }

    private void release(Node node, int index, Map<String, EspdlArray> live) {
        Stream.concat(node.inputs().stream(), node.outputs().stream())
                .filter(name -> lastUse.getOrDefault(name, -1) <= index && !constants.containsKey(name))
                .forEach(live::remove);
    }

    private static EspdlArray checked(EspdlValue input, Map<String, EspdlArray> inputs) {
        EspdlArray array = inputs.get(input.name());
        ArrayType type = ArrayType.of(input);
        if (array == null || array.type() != type.type() || !Arrays.equals(array.sizes(), type.toSizes())) {
            throw GraphException.because(
                            (array == null ? "it is missing" : "an array " + array + " is given") + "; it is " + type)
                    .value(input.name())
                    .fix("give an array of this type and shape, in the runtime's layout")
                    .build();
        }
        return array;
    }

    private static Prepared prepare(EspdlContext context, EspdlKernels kernels) {
        Node node = context.node();
        try {
            for (int i = 0; i < node.outputs().size(); i++) {
                context.require(
                        !node.outputs().get(i).isEmpty(),
                        "output " + i + " is left out",
                        "name all outputs when exporting");
            }
            PreparedNode kernel = kernels.of(node).prepare(context);
            return new Prepared(
                    node,
                    kernel,
                    IntStream.range(0, node.outputs().size())
                            .mapToObj(context::output)
                            .collect(ImmutableList.toImmutableList()));
        } catch (GraphException e) {
            throw e.node().isPresent() ? e : e.toBuilder().node(node).build();
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw unfit(node, e);
        }
    }

    private static GraphException unfit(Node node, RuntimeException cause) {
        return GraphException.because("its arguments do not fit together (" + cause.getMessage() + ")")
                .node(node)
                .fix("the file is damaged, or its exporter has a defect: export the model again")
                .cause(cause)
                .build();
    }

    private static Map<String, ArrayType> types(EspdlGraph graph) {
        Map<String, ArrayType> types = new LinkedHashMap<>();
        graph.outputs().forEach(v -> types.put(v.name(), ArrayType.of(v)));
        graph.values().forEach(v -> types.put(v.name(), ArrayType.of(v)));
        graph.inputs().forEach(v -> types.put(v.name(), ArrayType.of(v)));
        graph.initializers().forEach(t -> types.put(t.name(), ArrayType.of(t)));
        return types;
    }

    private static ImmutableMap<String, EspdlArray> constants(EspdlGraph graph) {
        ImmutableMap.Builder<String, EspdlArray> arrays = ImmutableMap.builder();
        for (EspdlTensor tensor : graph.initializers()) {
            if (tensor.type().isInteger() || tensor.type() == DataType.FLOAT) {
                arrays.put(tensor.name(), EspdlArray.of(tensor));
            }
        }
        return arrays.buildOrThrow();
    }

    private static ImmutableMap<String, Integer> lastUse(EspdlGraph graph) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (String input : graph.nodes().get(i).inputs()) {
                last.put(input, i);
            }
        }
        return ImmutableMap.copyOf(last);
    }
}
