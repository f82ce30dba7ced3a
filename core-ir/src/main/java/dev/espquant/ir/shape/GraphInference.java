package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the nodes of a graph once, producers first, and asks the rule of each for its outputs. */
final class GraphInference {
    /** No runtime that executes ONNX knows tensors of more axes; a hostile chain of Gather nodes would double them with every node. */
    private static final int MAX_RANK = 64;

    private final ImmutableMap<String, Long> opsets;
    private final SymbolBinding binding;
    private final InferenceCache cache;

    /** @param cache what earlier runs found for the nodes of the outermost graph */
    GraphInference(ImmutableMap<String, Long> opsets, SymbolBinding binding, InferenceCache cache) {
        this.opsets = opsets;
        this.binding = binding;
        this.cache = cache;
    }

    /** Adds what becomes known of every node output to a scope that has the graph's inputs. */
    void run(Graph graph, Scope scope) {
        for (Node node : graph.nodes()) {
            List<Inferred> outputs = outputs(node, scope);
            for (int i = 0; i < outputs.size(); i++) {
                String name = node.outputs().get(i);
                if (!name.isEmpty()) {
                    scope.put(
                            name,
                            withDeclared(outputs.get(i), graph.valueInfos().get(name)));
                }
            }
        }
    }

    /** What is known of every output of a node, as many as it has. */
    private List<Inferred> outputs(Node node, Scope scope) {
        long opset = opsets.getOrDefault(node.domain(), 1L);
        List<Inferred> inputs = scope.inputs(node);
        if (!scope.isOutermost() || node.hasSubgraphs()) {
            return checked(node, infer(node, opset, inputs, scope));
        }
        List<Inferred> before = cache.find(node, opset, inputs);
        return before.isEmpty()
                ? cache.put(node, opset, inputs, checked(node, infer(node, opset, inputs, scope)))
                : before;
    }

    private static List<Inferred> checked(Node node, List<Inferred> found) {
        List<Inferred> outputs = new ArrayList<>(node.outputs().size());
        for (int i = 0; i < node.outputs().size(); i++) {
            Inferred inferred = i < found.size() ? found.get(i) : Inferred.nothing();
            check(node, node.outputs().get(i), inferred);
            outputs.add(inferred);
        }
        return outputs;
    }

    private List<Inferred> infer(Node node, long opset, List<Inferred> inputs, Scope scope) {
        Optional<ShapeRule> rule = RuleTable.rule(node.domain(), node.opType());
        if (rule.isEmpty()) {
            return List.of();
        }
        RuleContext context =
                new RuleContext(node, opset, inputs, (subgraph, given) -> subgraphOutputs(subgraph, given, scope));
        try {
            return rule.get().infer(context);
        } catch (ArithmeticException overflow) {
            throw context.error("a size is too large: " + overflow.getMessage())
                    .cause(overflow)
                    .build();
        }
    }

    private List<Inferred> subgraphOutputs(Graph subgraph, List<Inferred> given, Scope outer) {
        Scope scope = new Scope(subgraph, Optional.of(outer), cache);
        for (int i = 0; i < subgraph.inputs().size(); i++) {
            ValueInfo input = subgraph.inputs().get(i);
            Inferred inferred = i < given.size() ? given.get(i) : Inferred.nothing();
            scope.put(input.name(), withDeclared(inferred, input));
        }
        run(subgraph, scope);
        List<Inferred> outputs = new ArrayList<>();
        for (ValueInfo output : subgraph.outputs()) {
            outputs.add(withDeclared(scope.get(output.name()), output));
        }
        return outputs;
    }

    private Inferred withDeclared(Inferred inferred, @Nullable ValueInfo declared) {
        return declared == null || declared.type().equals(inferred.type())
                ? inferred
                : inferred.withType(DeclaredTypes.merge(inferred.type(), binding.apply(declared.type())));
    }

    private static void check(Node node, String value, Inferred inferred) {
        Optional<Shape> shape = inferred.shape();
        if (shape.isEmpty()) {
            return;
        }
        if (shape.get().rank() > MAX_RANK) {
            throw GraphException.because("the result would have " + shape.get().rank() + " axes, more than " + MAX_RANK)
                    .node(node)
                    .value(value)
                    .fix("the file is damaged: export it again")
                    .build();
        }
        try {
            Dimensions.requireCountable(shape.get().dimensions());
        } catch (ArithmeticException overflow) {
            throw GraphException.because(
                            "the result " + shape.get() + " has more elements than a 64-bit number can count")
                    .node(node)
                    .value(value)
                    .fix("the file is damaged: export it again")
                    .cause(overflow)
                    .build();
        }
    }
}
