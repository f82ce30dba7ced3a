package dev.espquant.optimizer.passes.eliminate;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.rewrite.Match;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a branch of an If, named so that they can stand in the graph around it. */
final class InlinedBranch {
    private final Match match;
    private final Graph branch;
    /** From names inside the branch to names in the graph around it. */
    private final Map<String, String> names = new HashMap<>();

    private final ImmutableList.Builder<Node> nodes = ImmutableList.builder();

    InlinedBranch(Match match, Graph branch) {
        this.match = match;
        this.branch = branch;
        branch.initializers().forEach((name, tensor) -> names.put(name, match.addConstant(name, tensor)));
        for (Node node : branch.nodes()) {
            node.outputs().stream()
                    .filter(o -> !o.isEmpty())
                    .forEach(o -> names.put(o, match.context().freshName(o)));
        }
        List<String> given = nameOutputs();
        for (Node node : branch.nodes()) {
            nodes.add(renamed(node, names).withName(match.context().freshName(node.name())));
        }
        given.forEach(this::give);
    }

    ImmutableList<Node> nodes() {
        return nodes.build();
    }

    /** Gives computed outputs the names of the If's; those that need a node for it are returned: {@code place} numbers. */
    private List<String> nameOutputs() {
        Map<String, String> taken = new LinkedHashMap<>();
        for (int i = 0; i < match.root().outputs().size(); i++) {
            String inner = branch.outputs().get(i).name();
            String outer = match.root().outputs().get(i);
            boolean computed = branch.producer(inner).isPresent() && !taken.containsKey(inner);
            if (computed && !outer.isEmpty()) {
                taken.put(inner, outer);
            }
        }
        names.putAll(taken);
        return match.root().outputs().stream()
                .filter(o -> !o.isEmpty() && !taken.containsValue(o))
                .toList();
    }

    /** An output that the branch hands through from around it, or a second time, or a constant. */
    private void give(String outer) {
        String inner =
                branch.outputs().get(match.root().outputs().indexOf(outer)).name();
        String source = names.getOrDefault(inner, inner);
        nodes.add(Node.of(match.context().freshName(outer + "_given"), "Identity", List.of(source), List.of(outer)));
    }

    private static Node renamed(Node node, Map<String, String> names) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.attributes().forEach((key, value) -> attributes.put(key, renamed(value, names)));
        return node.withInputs(renamed(node.inputs(), names))
                .withOutputs(renamed(node.outputs(), names))
                .withAttributes(attributes);
    }

    private static List<String> renamed(List<String> values, Map<String, String> names) {
        return values.stream().map(v -> names.getOrDefault(v, v)).toList();
    }

    private static Attribute renamed(Attribute attribute, Map<String, String> names) {
        if (attribute instanceof Attribute.OfGraph sub) {
            return new Attribute.OfGraph(renamed(sub.value(), names));
        } else if (attribute instanceof Attribute.OfGraphs subs) {
            return new Attribute.OfGraphs(
                    subs.values().stream().map(sub -> renamed(sub, names)).collect(ImmutableList.toImmutableList()));
        }
        return attribute;
    }

    /** A graph inside a node of the branch: names that it defines itself stay. */
    private static Graph renamed(Graph inner, Map<String, String> names) {
        Map<String, String> visible = new HashMap<>(names);
        inner.inputs().forEach(i -> visible.remove(i.name()));
        inner.initializers().keySet().forEach(visible::remove);
        inner.nodes().forEach(n -> n.outputs().forEach(visible::remove));
        return inner.toBuilder()
                .nodes(inner.nodes().stream().map(n -> renamed(n, visible)).toList())
                .outputs(inner.outputs().stream()
                        .map(o -> ValueInfo.of(visible.getOrDefault(o.name(), o.name()), o.type()))
                        .toList())
                .build();
    }
}
