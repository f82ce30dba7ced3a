package dev.espquant.ir;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which functions of a model call which. */
public final class FunctionCalls {
    private static final int SHOWN = 8;

    private FunctionCalls() {}

    /** Finds out which function a node calls, if it calls one. */
    @FunctionalInterface
    public interface KeyOf {
        Function.Key of(Node node);
    }

    /**
     * Refuses functions that call themselves, directly or through others: no number of replacements would bring such a model to an end.
     *
     * @throws GraphException that names functions on or behind a cycle
     */
    public static void requireAcyclic(Map<Function.Key, Function> functions, KeyOf keyOf) {
        Map<Function.Key, Set<Function.Key>> calls = new LinkedHashMap<>();
        functions.forEach((key, function) -> calls.put(key, called(function.body(), functions.keySet(), keyOf)));
        Map<Function.Key, Integer> callers = new HashMap<>();
        calls.values().forEach(callees -> callees.forEach(callee -> callers.merge(callee, 1, Integer::sum)));
        Deque<Function.Key> ready = new ArrayDeque<>();
        functions.keySet().stream().filter(key -> !callers.containsKey(key)).forEach(ready::add);
        Set<Function.Key> left = new LinkedHashSet<>(functions.keySet());
        while (!ready.isEmpty()) {
            Function.Key key = ready.remove();
            left.remove(key);
            for (Function.Key callee : calls.getOrDefault(key, Set.of())) {
                if (callers.merge(callee, -1, Integer::sum) == 0) {
                    ready.add(callee);
                }
            }
        }
        if (!left.isEmpty()) {
            throw cycle(left);
        }
    }

    private static GraphException cycle(Collection<Function.Key> functions) {
        String shown =
                functions.stream().limit(SHOWN).map(Function.Key::toString).collect(Collectors.joining(", "));
        return GraphException.because(
                        "functions call each other in a cycle: " + shown + (functions.size() > SHOWN ? ", ..." : ""))
                .fix("a function must not need itself; export the model again")
                .build();
    }

    private static Set<Function.Key> called(Graph graph, Set<Function.Key> known, KeyOf keyOf) {
        Set<Function.Key> called = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            Function.Key key = keyOf.of(node);
            if (known.contains(key)) {
                called.add(key);
            }
            subgraphs(node).forEach(sub -> called.addAll(called(sub, known, keyOf)));
        }
        return called;
    }

    /** The graphs that a node holds in its attributes. */
    private static List<Graph> subgraphs(Node node) {
        return node.attributes().values().stream()
                .flatMap(attribute -> attribute instanceof Attribute.OfGraph sub
                        ? List.of(sub.value()).stream()
                        : attribute instanceof Attribute.OfGraphs subs
                                ? subs.values().stream()
                                : List.<Graph>of().stream())
                .toList();
    }
}
