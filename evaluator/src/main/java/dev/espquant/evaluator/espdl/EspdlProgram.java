package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.target.TargetRuntime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** An {@code .espdl} graph whose nodes are checked and made ready for a chip, with the types of all values as the nodes make them. Immutable. */
public final class EspdlProgram {
    private final EspdlGraph graph;
    private final Rounding rounding;
    private final ImmutableList<Step> steps;
    private final ImmutableMap<String, EspdlArray> constants;
    private final ImmutableMap<String, ArrayType> types;

    /**
     * A node that is ready.
     *
     * @param outputs the types of its outputs
     */
    public record Step(Node node, PreparedNode kernel, ImmutableList<ArrayType> outputs) {
        /** Runs it; a failure names it. */
        void run(NodeRun run) {
            try {
                kernel.run(run);
            } catch (ArithmeticException | IndexOutOfBoundsException | NoSuchElementException e) {
                throw unfit(node, e);
            }
        }

        /** Arrays of zeros for its outputs. */
        EspdlArray[] allocate() {
            return outputs.stream().map(ArrayType::allocate).toArray(EspdlArray[]::new);
        }
    }

    private EspdlProgram(EspdlGraph graph, TargetRuntime facts, EspdlKernels kernels) {
        this.graph = graph;
        this.rounding = Rounding.of(facts);
        Map<String, ArrayType> known = declared(graph);
        Map<String, EspdlTensor> tensors = new HashMap<>();
        graph.initializers().forEach(tensor -> tensors.put(tensor.name(), tensor));
        ImmutableList.Builder<Step> prepared = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            Step ready = prepare(new EspdlContext(facts, node, known, tensors), kernels);
            for (int i = 0; i < ready.outputs().size(); i++) {
                known.put(node.outputs().get(i), ready.outputs().get(i));
            }
            prepared.add(ready);
        }
        this.steps = prepared.build();
        this.types = ImmutableMap.copyOf(known);
        this.constants = constants(graph);
    }

    /**
     * Prepares a graph for a chip.
     *
     * @param facts the chip under ESP-DL 3.x
     * @throws GraphException if the chip could not run the graph, or nobody wrote down how it does
     */
    public static EspdlProgram of(EspdlGraph graph, TargetRuntime facts, EspdlKernels kernels) {
        return new EspdlProgram(graph, facts, kernels);
    }

    public EspdlGraph graph() {
        return graph;
    }

    /** The rounding of the chip. */
    public Rounding rounding() {
        return rounding;
    }

    /** The constants that nodes compute with, by name. */
    public ImmutableMap<String, EspdlArray> constants() {
        return constants;
    }

    /** The type of a value; {@link GraphException} if the graph has none of that name. */
    public ArrayType type(String value) {
        ArrayType type = types.get(value);
        if (type == null) {
            throw GraphException.because("the graph has no such value")
                    .value(value)
                    .build();
        }
        return type;
    }

    /** The nodes of the graph, in its order. */
    public ImmutableList<Step> steps() {
        return steps;
    }

    private static Step prepare(EspdlContext context, EspdlKernels kernels) {
        Node node = context.node();
        try {
            for (int i = 0; i < node.outputs().size(); i++) {
                context.require(
                        !node.outputs().get(i).isEmpty(),
                        "output " + i + " is left out",
                        "name all outputs when exporting");
            }
            PreparedNode kernel = kernels.of(node).prepare(context);
            return new Step(
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

    private static Map<String, ArrayType> declared(EspdlGraph graph) {
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
}
