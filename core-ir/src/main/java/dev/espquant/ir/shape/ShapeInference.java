package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds element type and shape of every value of a model and writes them into the graph: {@link Graph#valueInfos()} for intermediates, the
 * types of {@link Graph#outputs()}. Nodes, constants and subgraphs stay as they are.
 *
 * <p>One pass over the nodes in topological order, linear in the size of the graph. Symbolic sizes keep their names: a batch {@code N} is still
 * {@code N} after a convolution, {@code 8*N} after a {@code Reshape} that joins it with an axis of 8. Sizes that no rule gives are
 * {@code ?}, values of operators that nobody knows have no type; neither is an error.
 *
 * <p><b>Declared types.</b> For intermediates what is inferred wins, for real exporters leave wrong annotations behind; a declaration fills in
 * what inference leaves open. For graph outputs the same holds, but other numbers, another rank or another element type than declared are an
 * error: a caller relies on that declaration.
 *
 * <p><b>Errors.</b> Inputs and attributes that no run could satisfy (channels that do not match the weights, shapes that do not broadcast,
 * negative or overflowing sizes) are a {@link GraphException} that names node, value and rule.
 */
public final class ShapeInference {
    private ShapeInference() {}

    /** Infers from the declared inputs alone. */
    public static Model infer(Model model) {
        return infer(model, Map.of(), new InferenceCache());
    }

    /**
     * Infers again what may have changed since the cache was last used, with the same result as {@link #infer(Model)}.
     *
     * @param cache what was found for graphs that this one was made of; it is brought up to date
     * @return the same instance if all that can be inferred is in the model already
     */
    public static Model infer(Model model, InferenceCache cache) {
        return infer(model, Map.of(), cache);
    }

    /**
     * Infers with sizes that the model leaves open chosen by the caller.
     *
     * @param inputShapes shapes by input name; inputs that are not listed keep what is declared. A number given where the model has a symbol
     *     holds wherever the model declares that symbol. The inputs of the result carry the shapes.
     * @throws GraphException if a name is no input, if a shape contradicts the declared one, or if the model contradicts itself
     */
    public static Model infer(Model model, Map<String, Shape> inputShapes) {
        return infer(model, inputShapes, new InferenceCache());
    }

    @SuppressWarnings("ReferenceEquality") // parts that nothing was added to are given back as they are
    private static Model infer(Model model, Map<String, Shape> inputShapes, InferenceCache cache) {
        Graph graph = model.graph();
        SymbolBinding binding = InputTypes.bind(graph, inputShapes);
        ImmutableList<ValueInfo> inputs = InputTypes.join(graph, inputShapes, binding);
        Scope scope = new Scope(graph, Optional.empty(), cache);
        inputs.forEach(input -> scope.put(input.name(), Inferred.of(input.type())));
        new GraphInference(model.opsets(), binding, cache).run(graph, scope);
        ImmutableList<ValueInfo> outputs = outputs(graph, scope, binding);
        ImmutableMap<String, ValueInfo> intermediates = intermediates(graph, scope);
        boolean same =
                intermediates == graph.valueInfos() && outputs.equals(graph.outputs()) && inputs.equals(graph.inputs());
        return same
                ? model
                : model.withGraph(graph.toBuilder()
                        .inputs(inputs)
                        .outputs(outputs)
                        .valueInfos(intermediates)
                        .build());
    }

    /**
     * Node outputs that are the same in every run, as far as inference follows elements: up to 1024 of them, in the arithmetic of sizes.
     *
     * @return by value name, in the order of the nodes
     * @throws GraphException as {@link #infer(Model)}
     */
    public static ImmutableMap<String, Tensor> knownValues(Model model) {
        return knownValues(model, new InferenceCache());
    }

    /** As {@link #knownValues(Model)}, with what was found before. */
    public static ImmutableMap<String, Tensor> knownValues(Model model, InferenceCache cache) {
        Graph graph = model.graph();
        Scope scope = new Scope(graph, Optional.empty(), cache);
        graph.inputs().forEach(input -> scope.put(input.name(), Inferred.of(input.type())));
        new GraphInference(model.opsets(), new SymbolBinding(), cache).run(graph, scope);
        ImmutableMap.Builder<String, Tensor> known = ImmutableMap.builder();
        for (Node node : graph.nodes()) {
            for (String output : node.outputs()) {
                if (!output.isEmpty()) {
                    scope.get(output).elements().flatMap(Elements::toTensor).ifPresent(t -> known.put(output, t));
                }
            }
        }
        return known.buildOrThrow();
    }

    private static ImmutableList<ValueInfo> outputs(Graph graph, Scope scope, SymbolBinding binding) {
        ImmutableList.Builder<ValueInfo> outputs = ImmutableList.builder();
        for (ValueInfo declared : graph.outputs()) {
            Inferred inferred = scope.get(declared.name());
            ValueInfo bound = declared.withType(binding.apply(declared.type()));
            if (DeclaredTypes.contradict(inferred.type(), bound.type())) {
                throw contradiction(graph, bound, inferred);
            }
            outputs.add(bound.withType(DeclaredTypes.merge(inferred.type(), bound.type())));
        }
        return outputs.build();
    }

    private static GraphException contradiction(Graph graph, ValueInfo declared, Inferred inferred) {
        GraphException.Builder error = GraphException.because("the graph declares its output as " + declared.type()
                        + ", but the nodes compute " + inferred.type())
                .value(declared.name())
                .fix("correct the declared output, or export the model again");
        graph.producer(declared.name()).ifPresent(error::node);
        return error.build();
    }

    /** The declared intermediates in the order of the file, then the others in the order of the nodes; the graph's own if none is new. */
    private static ImmutableMap<String, ValueInfo> intermediates(Graph graph, Scope scope) {
        Map<String, ValueInfo> found = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            for (String name : node.outputs()) {
                Inferred inferred = scope.get(name);
                ValueInfo declared = graph.valueInfos().get(name);
                boolean known = declared != null && declared.type().equals(inferred.type());
                if (!known && !name.isEmpty() && !inferred.isNothing() && !graph.isOutput(name)) {
                    found.put(
                            name,
                            declared == null
                                    ? ValueInfo.of(name, inferred.type())
                                    : declared.withType(inferred.type()));
                }
            }
        }
        if (found.isEmpty()) {
            return graph.valueInfos();
        }
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        infos.putAll(found);
        return ImmutableMap.copyOf(infos);
    }
}
