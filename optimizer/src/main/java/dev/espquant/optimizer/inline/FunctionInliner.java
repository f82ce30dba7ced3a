package dev.espquant.optimizer.inline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Function;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.OnnxFunctions;
import dev.espquant.optimizer.PassContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces calls of functions by their bodies until no call is left, in subgraphs too. Works from the caller inwards, because only there all
 * attributes have values. A few functions that call each other twice can ask for more nodes than any memory holds: there is a limit.
 */
public final class FunctionInliner {
    /** Nodes, inputs, outputs, attributes and constants together. */
    private static final int MAX_PARTS = 1 << 19;

    private static final int MAX_NAME = 128;

    private final ImmutableMap<Function.Key, Function> functions;
    private final PassContext context;
    private long parts;

    /** An inliner of functions that do not call themselves. */
    public FunctionInliner(ImmutableMap<Function.Key, Function> functions, PassContext context) {
        this.functions = functions;
        this.context = context;
    }

    /**
     * The graph without calls.
     *
     * @throws GraphException if it would have too many nodes or nest too deep
     */
    public Graph inline(Graph graph) {
        return inline(graph, 1);
    }

    private Graph inline(Graph graph, int depth) {
        if (depth > GraphValidator.MAX_NESTING) {
            throw GraphException.because(
                            "with its functions in place, graphs nest deeper than " + GraphValidator.MAX_NESTING)
                    .fix("export the model without nested control flow")
                    .build();
        }
        count(graph.inputs().size()
                + graph.outputs().size()
                + graph.initializers().size());
        List<Node> done = new ArrayList<>();
        Deque<Node> todo = new ArrayDeque<>(graph.nodes());
        while (!todo.isEmpty()) {
            Node node = todo.pop();
            context.step();
            count(1
                    + node.inputs().size()
                    + node.outputs().size()
                    + node.attributes().size());
            Function function = functions.get(OnnxFunctions.keyOf(node));
            if (function == null) {
                done.add(withSubgraphs(node, depth));
            } else {
                expand(node, function).reverse().forEach(todo::push);
                context.fired(node.name());
            }
        }
        return graph.withNodes(done);
    }

    private void count(int more) {
        parts += more;
        if (parts > MAX_PARTS) {
            throw GraphException.because("with its functions in place, the model has more than " + MAX_PARTS
                            + " parts (nodes, inputs, attributes ...)")
                    .fix("export the model without functions that call each other so often")
                    .build();
        }
    }

    private ImmutableList<Node> expand(Node call, Function function) {
        Graph body = function.body();
        if (call.inputs().size() > body.inputs().size()
                || call.outputs().size() > body.outputs().size()) {
            throw GraphException.because("it has " + call.inputs().size() + " inputs and "
                            + call.outputs().size() + " outputs, but the function " + function.key() + " has "
                            + body.inputs().size() + " and " + body.outputs().size())
                    .node(call)
                    .fix("export the model again")
                    .build();
        }
        count(body.inputs().size() + body.outputs().size());
        Map<String, Attribute> given = new LinkedHashMap<>(function.defaults());
        given.putAll(call.attributes());
        Graph concrete = ReferenceBinding.bind(body, given);
        return Splice.nodes(
                call, call.inputs(), concrete, name -> context.freshName(inside(call, name)), (name, tensor) -> {
                    throw new AssertionError("functions have no initializers");
                });
    }

    /** A name of the body behind that of the call. Names of hostile files are cut, for copies of them would fill the memory. */
    private static String inside(Node call, String name) {
        String prefix = call.name().length() <= MAX_NAME ? call.name() + "/" : "";
        return prefix + (name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME));
    }

    private Node withSubgraphs(Node node, int depth) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, Attribute> entry : node.attributes().entrySet()) {
            Attribute attribute = entry.getValue();
            if (attribute instanceof Attribute.OfGraph sub) {
                attribute = new Attribute.OfGraph(inline(sub.value(), depth + 1));
                changed = true;
            } else if (attribute instanceof Attribute.OfGraphs subs) {
                attribute = new Attribute.OfGraphs(subs.values().stream()
                        .map(sub -> inline(sub, depth + 1))
                        .collect(ImmutableList.toImmutableList()));
                changed = true;
            }
            attributes.put(entry.getKey(), attribute);
        }
        return changed ? node.withAttributes(attributes) : node;
    }
}
