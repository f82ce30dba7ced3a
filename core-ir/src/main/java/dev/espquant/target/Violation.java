package dev.espquant.target;

import dev.espquant.ir.Node;

/**
 * A node that a runtime cannot run.
 *
 * @param node the node
 * @param rule the condition that fails
 * @param found what the node has instead: attributes and shapes with their values
 * @param fix what would help
 */
public record Violation(Node node, String rule, String found, String fix) {
    @Override
    public String toString() {
        return "node '" + node.name() + "' (" + node.opType() + "): " + rule + "; found " + found + ". Fix: " + fix;
    }
}
