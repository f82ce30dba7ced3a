package dev.espquant.evaluator.equivalence;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** How large the elements of an integer input may be: inputs that are looked up in a table must lie inside it. */
final class IndexBounds {
    /** Most integers that are no indices are counts, masks or classes. */
    private static final long DEFAULT_BOUND = 3;

    private static final long LARGEST_BOUND = 100;

    private static final ImmutableSet<String> HANDS_ON =
            ImmutableSet.of("Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze");

    private static final ImmutableSet<String> LOOKS_UP = ImmutableSet.of("Gather", "GatherElements");

    private IndexBounds() {}

    /** The smallest number that elements of an input must stay below. */
    static long of(Graph graph, String input) {
        Set<String> seen = new HashSet<>();
        Deque<String> values = new ArrayDeque<>();
        values.add(input);
        long bound = LARGEST_BOUND + 1;
        while (!values.isEmpty()) {
            String value = values.pop();
            if (!seen.add(value)) {
                continue;
            }
            for (Node reader : graph.consumers(value)) {
                if (reader.domain().isEmpty() && HANDS_ON.contains(reader.opType())) {
                    values.add(reader.output());
                } else if (reader.domain().isEmpty()
                        && LOOKS_UP.contains(reader.opType())
                        && reader.input(1).filter(value::equals).isPresent()) {
                    bound = Math.min(bound, tableSize(graph, reader));
                }
            }
        }
        return bound > LARGEST_BOUND ? DEFAULT_BOUND : Math.max(1, bound);
    }

    private static long tableSize(Graph graph, Node lookup) {
        return lookup.input(0)
                .flatMap(graph::shape)
                .filter(s -> s.rank() > 0)
                .map(s -> s.dimension(Math.floorMod(lookup.intAttribute("axis", 0), s.rank())))
                .map(d -> d instanceof Dimension.Fixed fixed ? Math.min(fixed.size(), LARGEST_BOUND) : DEFAULT_BOUND)
                .orElse(DEFAULT_BOUND);
    }
}
