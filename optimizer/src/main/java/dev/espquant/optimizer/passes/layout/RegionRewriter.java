package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.PassContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the graph in which the nodes of regions work on data before a transposition. */
final class RegionRewriter {
    private final Graph graph;
    private final LayoutScope scope;
    private final RegionEdges edges;
    private final ImmutableSet<Integer> members;
    private final List<Node> result = new ArrayList<>();
    private final Map<String, Tensor> constants;
    private final Map<String, ValueInfo> infos;

    /** Values by the name of what they are before the transposition. */
    private final Map<String, String> before = new HashMap<>();

    /** Outputs of dropped nodes by the value that takes their place. */
    private final Map<String, String> redirects = new HashMap<>();

    private RegionRewriter(Graph graph, PassContext context, AxisOrder order, ImmutableSet<Integer> members) {
        this.graph = graph;
        this.members = members;
        this.constants = new LinkedHashMap<>(graph.initializers());
        this.infos = new LinkedHashMap<>(graph.valueInfos());
        this.scope = new LayoutScope(graph, context, order, this::addConstant);
        this.edges = new RegionEdges(scope);
    }

    static Graph rewrite(Graph graph, PassContext context, AxisOrder order, List<Region> regions) {
        ImmutableSet<Integer> members =
                regions.stream().flatMap(r -> r.members().stream()).collect(ImmutableSet.toImmutableSet());
        return new RegionRewriter(graph, context, order, members).rewrite();
    }

    private Graph rewrite() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (members.contains(i)) {
                emitMember(node);
            } else if (!isDropped(node)) {
                result.add(outside(node));
            }
        }
        return graph.toBuilder()
                .nodes(result)
                .initializers(constants)
                .valueInfos(infos)
                .build();
    }

    private String addConstant(String name, Tensor tensor) {
        String fresh = scope.context().freshName(name);
        constants.put(fresh, tensor);
        return fresh;
    }

    /** Whether a Transpose is not needed any more: it feeds regions only, or undoes what a region does not do any more. */
    private boolean isDropped(Node node) {
        if (AxisOrder.of(node).isEmpty()) {
            return false;
        }
        String input = node.inputs().get(0);
        String output = node.output();
        if (edges.isMadeInside(input, members)) {
            String replacement = before.getOrDefault(input, "");
            boolean free = !edges.isPinned(output);
            if (edges.undoes(node) && free) {
                redirects.put(output, replacement);
                infos.remove(output);
            }
            return edges.undoes(node) && (free || replacement.equals(output));
        }
        boolean feeds = edges.isReadOnlyInside(output, members);
        if (feeds) {
            infos.remove(output);
        }
        return feeds;
    }

    /** A node outside of all regions; a Transpose of what a region makes takes it as it is before. */
    private Node outside(Node node) {
        Optional<AxisOrder> order = AxisOrder.of(node);
        if (order.isPresent() && edges.isMadeInside(node.inputs().get(0), members)) {
            AxisOrder joined = scope.order().then(order.get());
            return joined.transpose(
                    node.name(),
                    before.getOrDefault(node.inputs().get(0), node.inputs().get(0)),
                    node.output());
        }
        return node.withInputs(node.inputs().stream().map(this::redirect).collect(ImmutableList.toImmutableList()));
    }

    private void emitMember(Node node) {
        List<String> inputs = new ArrayList<>(node.inputs());
        for (int i : LayoutRules.dataInputs(node)) {
            inputs.set(i, dataBefore(node.inputs().get(i)));
        }
        AxisOrder left = edges.orderBehind(node);
        List<String> outputs = new ArrayList<>();
        List<Node> behind = new ArrayList<>();
        for (String output : node.outputs()) {
            outputs.add(outputBefore(output, left, behind));
        }
        Node moved =
                LayoutRules.of(node).flatMap(rule -> rule.before(node, scope)).orElseThrow();
        List<String> all = new ArrayList<>(moved.inputs());
        LayoutRules.dataInputs(node).forEach(i -> all.set(i, inputs.get(i)));
        result.add(moved.withInputs(all).withOutputs(outputs));
        result.addAll(behind);
    }

    /** The name under which an output is made; adds the Transpose that whoever expects the old order needs. */
    private String outputBefore(String output, AxisOrder left, List<Node> behind) {
        if (output.isEmpty() || left.isIdentity()) {
            return output;
        }
        boolean leaves = left.rank() < scope.order().rank();
        boolean expected = leaves || edges.isExpected(output, members);
        String name = leaves
                ? fresh(output, left)
                : edges.readersOutside(output, members).stream()
                        .filter(n -> edges.undoes(n) && edges.isPinned(n.output()))
                        .map(Node::output)
                        .findFirst()
                        .orElseGet(() -> fresh(output, left));
        if (!leaves) {
            before.put(output, name);
        }
        if (expected) {
            behind.add(left.transpose(scope.context().freshName(output + "_transpose"), name, output));
        } else {
            infos.remove(output);
        }
        return name;
    }

    private String dataBefore(String value) {
        Optional<Tensor> constant = graph.initializer(value);
        if (constant.isPresent()) {
            return constant.get().elementCount() == 1
                    ? value
                    : before.computeIfAbsent(
                            value,
                            v -> addConstant(v + "_transposed", scope.order().before(constant.get())));
        }
        if (scope.shape(value).filter(s -> s.rank() == scope.order().rank()).isEmpty()) {
            return redirect(value);
        }
        return before.computeIfAbsent(value, this::entering);
    }

    /** What enters a region, before the transposition. */
    private String entering(String value) {
        AxisOrder back = scope.order().inverse();
        Optional<Node> transpose = edges.entering(value, members);
        Optional<AxisOrder> order = transpose.flatMap(AxisOrder::of);
        String source = transpose.map(n -> redirect(n.inputs().get(0))).orElse(redirect(value));
        if (order.equals(Optional.of(scope.order()))) {
            return source;
        }
        String name = fresh(value, scope.order());
        boolean joins = order.isPresent() && edges.isReadOnlyInside(value, members);
        AxisOrder made = joins ? order.get().then(back) : back;
        String node = scope.context().freshName(value + "_transpose");
        result.add(made.transpose(node, joins ? source : redirect(value), name));
        return name;
    }

    private String redirect(String value) {
        return redirects.getOrDefault(value, value);
    }

    /** A name for what a value is before a transposition, with its type. */
    private String fresh(String value, AxisOrder order) {
        String name = scope.context().freshName(value + "_before_transpose");
        Optional<TensorType> type = graph.tensorType(value)
                .filter(t -> t.shape().filter(s -> s.rank() == order.rank()).isPresent());
        type.ifPresent(t -> infos.put(
                name,
                ValueInfo.of(name, new TensorType(t.elementType(), t.shape().map(order::before)))));
        return name;
    }
}
