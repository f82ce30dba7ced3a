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

/** Walks the nodes of a graph once, producers first, and asks the rule of each for its outputs. */
final class GraphInference {
    /** No runtime that executes ONNX knows tensors of more axes; a hostile chain of Gather nodes would double them with every node. */
    private static final int MAX_RANK = 64;

    private final ImmutableMap<String, Long> opsets;
    private final SymbolBinding binding;

    GraphInference(ImmutableMap<String, Long> opsets, SymbolBinding binding) {
        this.opsets = opsets;
        this.binding = binding;
    }

    /** Adds what becomes known of every node output to a scope that has the graph's inputs. */
    void run(Graph graph, Scope scope) {
        for (Node node : graph.nodes()) {
            List<Inferred> outputs = outputs(node, scope);
            for (int i = 0; i < node.outputs().size(); i++) {
                String name = node.outputs().get(i);
                if (!name.isEmpty()) {
                    Inferred inferred = i < outputs.size() ? outputs.get(i) : Inferred.nothing();
                    check(node, name, inferred);
                    scope.put(
                            name,
                            withDeclared(
                                    inferred,
                                    Optional.ofNullable(graph.valueInfos().get(name))));
                }
            }
        }
    }

    private List<Inferred> outputs(Node node, Scope scope) {
        Optional<ShapeRule> rule = RuleTable.rule(node.domain(), node.opType());
        if (rule.isEmpty()) {
            return List.of();
        }
        long opset = Optional.ofNullable(opsets.get(node.domain())).orElse(1L);
        List<Inferred> inputs = node.inputs().stream().map(scope::get).toList();
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
        Scope scope = new Scope(subgraph, Optional.of(outer));
        for (int i = 0; i < subgraph.inputs().size(); i++) {
            ValueInfo input = subgraph.inputs().get(i);
            Inferred inferred = i < given.size() ? given.get(i) : Inferred.nothing();
            scope.put(input.name(), withDeclared(inferred, Optional.of(input)));
        }
        run(subgraph, scope);
        List<Inferred> outputs = new ArrayList<>();
        for (ValueInfo output : subgraph.outputs()) {
            outputs.add(withDeclared(scope.get(output.name()), Optional.of(output)));
        }
        return outputs;
    }

    private Inferred withDeclared(Inferred inferred, Optional<ValueInfo> declared) {
        return declared.map(d -> inferred.withType(DeclaredTypes.merge(inferred.type(), binding.apply(d.type()))))
                .orElse(inferred);
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
            Dimensions.product(shape.get().dimensions());
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
