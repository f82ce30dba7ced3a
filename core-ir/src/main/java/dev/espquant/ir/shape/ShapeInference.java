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
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        return infer(model, Map.of());
    }

    /**
     * Infers with sizes that the model leaves open chosen by the caller.
     *
     * @param inputShapes shapes by input name; inputs that are not listed keep what is declared. A number given where the model has a symbol
     *     holds wherever the model declares that symbol. The inputs of the result carry the shapes.
     * @throws GraphException if a name is no input, if a shape contradicts the declared one, or if the model contradicts itself
     */
    public static Model infer(Model model, Map<String, Shape> inputShapes) {
        Graph graph = model.graph();
        SymbolBinding binding = InputTypes.bind(graph, inputShapes);
        ImmutableList<ValueInfo> inputs = InputTypes.join(graph, inputShapes, binding);
        Scope scope = new Scope(graph, Optional.empty());
        inputs.forEach(input -> scope.put(input.name(), Inferred.of(input.type())));
        new GraphInference(model.opsets(), binding).run(graph, scope);
        return model.withGraph(graph.toBuilder()
                .inputs(inputs)
                .outputs(outputs(graph, scope, binding))
                .valueInfos(intermediates(graph, scope))
                .build());
    }

    /**
     * Node outputs that are the same in every run, as far as inference follows elements: up to 1024 of them, in the arithmetic of sizes.
     *
     * @return by value name, in the order of the nodes
     * @throws GraphException as {@link #infer(Model)}
     */
    public static ImmutableMap<String, Tensor> knownValues(Model model) {
        Graph graph = model.graph();
        Scope scope = new Scope(graph, Optional.empty());
        graph.inputs().forEach(input -> scope.put(input.name(), Inferred.of(input.type())));
        new GraphInference(model.opsets(), new SymbolBinding()).run(graph, scope);
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

    /** The declared intermediates in the order of the file, then the others in the order of the nodes. */
    private static Map<String, ValueInfo> intermediates(Graph graph, Scope scope) {
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        Set<String> outputs =
                graph.outputs().stream().map(ValueInfo::name).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Node node : graph.nodes()) {
            for (String name : node.outputs()) {
                Inferred inferred = scope.get(name);
                if (!name.isEmpty() && !inferred.isNothing() && !outputs.contains(name)) {
                    infos.merge(name, ValueInfo.of(name, inferred.type()), (old, found) -> old.withType(found.type()));
                }
            }
        }
        return infos;
    }
}
