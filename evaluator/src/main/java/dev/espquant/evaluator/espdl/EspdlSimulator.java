package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.plugin.Names;
import dev.espquant.target.TargetRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Computes what a chip computes that runs an {@code .espdl} graph under ESP-DL 3.x, integer by integer. Everything is checked and prepared once;
 * runs share it and may run in several threads. Every run is the first one after the model was loaded: operators that remember earlier runs
 * (StreamingCache, GRU) start empty.
 */
public final class EspdlSimulator {
    private final EspdlGraph graph;
    private final EspdlProgram program;
    private final ImmutableMap<String, EspdlArray> constants;
    private final ImmutableMap<String, Integer> lastUse;

    /** Memory of runs that are not running: one for each thread, in the end. */
    private final Queue<Scratch> scratches = new ConcurrentLinkedQueue<>();

    private EspdlSimulator(EspdlProgram program) {
        this.graph = program.graph();
        this.program = program;
        this.constants = program.constants();
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
        return new EspdlSimulator(EspdlProgram.of(graph, facts, kernels));
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
        for (int i = 0; i < program.steps().size(); i++) {
            Node node = program.steps().get(i).node();
            long overflowed = run(program.steps().get(i), live, scratch);
            if (overflowed > 0) {
                overflows.put(node.name(), overflowed);
            }
            keep(node.outputs().stream(), keep, live, kept);
            release(node, i, live);
        }
        scratches.add(scratch);
        return new EspdlResult(ImmutableMap.copyOf(kept), overflows.buildOrThrow());
    }

    private long run(EspdlProgram.Step step, Map<String, EspdlArray> live, Scratch scratch) {
        List<Optional<EspdlArray>> inputs = new ArrayList<>();
        for (String name : step.node().inputs()) {
            inputs.add(Optional.ofNullable(live.get(name)));
        }
        EspdlArray[] outputs = step.allocate();
        NodeRun run = new NodeRun(program.rounding(), scratch, inputs, outputs);
        step.run(run);
        for (int i = 0; i < outputs.length; i++) {
            live.put(step.node().outputs().get(i), outputs[i]);
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
