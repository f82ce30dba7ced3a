package dev.espquant.optimizer;

import dev.espquant.ir.Graph;

/**
 * One rewrite of a graph, found through {@link java.util.ServiceLoader}. An implementation is public, final, has a public constructor without
 * arguments and is registered with {@code @AutoService(GraphPass.class)}. It keeps no state between calls.
 *
 * <p>Most passes replace one pattern by another; they extend {@link dev.espquant.optimizer.rewrite.PatternPass}, which does the sweeping.
 */
public interface GraphPass {
    /** The name that users write, unique among all passes: lower case with underscores, such as {@code fuse_bn_into_conv}. */
    String name();

    /** What the pass does, in one line, for lists. */
    String summary();

    Phase phase();

    /**
     * Rewrites every match that one sweep over the graph finds, in time linear in the size of the graph.
     *
     * <p>The result computes what {@code graph} computes, for every input. Graph inputs and outputs keep their names, order and element types.
     *
     * @return the new graph; the same instance if nothing matched
     */
    Graph apply(Graph graph, PassContext context);

    /**
     * Whether the pass only runs when it is asked for by name: because it helps few models, or because its result is equal only under
     * conditions that the user must know to hold.
     */
    default boolean optIn() {
        return false;
    }
}
