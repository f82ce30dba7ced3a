package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run of the optimizer did.
 *
 * @param passes names of the passes that were chosen, in the order in which they first ran
 * @param activities the passes that changed something, in the order in which they first did
 * @param nodesBefore nodes per operator in the original
 * @param nodesAfter nodes per operator in the result
 * @param notes what the passes want the user to know
 * @param settled whether the passes ran until none changed anything; false if they were stopped before
 * @param steps work done: nodes visited and conditions tested; equal for equal models on any machine
 */
public record OptimizationReport(
        ImmutableList<String> passes,
        ImmutableList<PassActivity> activities,
        ImmutableSortedMap<String, Integer> nodesBefore,
        ImmutableSortedMap<String, Integer> nodesAfter,
        ImmutableList<String> notes,
        boolean settled,
        long steps) {

    /** What a pass did; empty if it changed nothing or did not run. */
    public Optional<PassActivity> activity(String pass) {
        return activities.stream().filter(a -> a.pass().equals(pass)).findFirst();
    }

    public int nodeCountBefore() {
        return sum(nodesBefore);
    }

    public int nodeCountAfter() {
        return sum(nodesAfter);
    }

    /** Nodes per operator; operators of other domains carry it: {@code com.microsoft:Gelu}. */
    public static ImmutableSortedMap<String, Integer> nodesPerOperator(Graph graph) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Node node : graph.nodes()) {
            String operator = node.domain().isEmpty() ? node.opType() : node.domain() + ":" + node.opType();
            counts.merge(operator, 1, Integer::sum);
        }
        return ImmutableSortedMap.copyOfSorted(counts);
    }

    private static int sum(ImmutableSortedMap<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The report as lines for people: passes that fired, operators whose number changed, notes. */
    public ImmutableList<String> lines() {
        ImmutableList.Builder<String> lines = ImmutableList.builder();
        for (PassActivity activity : activities) {
            lines.add(activity.pass() + ": " + activity.count() + "x");
            activity.firings().forEach(where -> lines.add("    " + where));
        }
        TreeSet<String> operators = new TreeSet<>(nodesBefore.keySet());
        operators.addAll(nodesAfter.keySet());
        for (String operator : operators) {
            int before = nodesBefore.getOrDefault(operator, 0);
            int after = nodesAfter.getOrDefault(operator, 0);
            lines.add(operator + ": " + before + (before == after ? "" : " -> " + after));
        }
        lines.add("nodes: " + nodeCountBefore() + " -> " + nodeCountAfter());
        notes.forEach(note -> lines.add("note: " + note));
        return lines.build();
    }
}
