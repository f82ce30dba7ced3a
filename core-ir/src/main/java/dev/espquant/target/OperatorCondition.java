package dev.espquant.target;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;

/**
 * Something that must be true of a node for a kernel to run it.
 *
 * @param rule the condition in words, such as "weights are constant"
 * @param fix what a user can do where it fails
 * @param holds the test; it must not throw, whatever the node looks like
 */
public record OperatorCondition(String rule, String fix, Test holds) {

    /** A test on a node within its graph. */
    @FunctionalInterface
    public interface Test {
        boolean test(Graph graph, Node node);
    }
}
