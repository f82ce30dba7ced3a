package dev.espquant.ir.shape;

import java.util.List;

/** How the outputs of one operator follow from its inputs and attributes. A rule has no state. */
@FunctionalInterface
interface ShapeRule {
    /**
     * What is known of a node's outputs, in order. The list may be shorter or longer than the node's own; outputs beyond it stay unknown.
     *
     * @throws dev.espquant.ir.GraphException if inputs and attributes contradict each other
     */
    List<Inferred> infer(RuleContext node);

    /** A rule for operators with one output. */
    @FunctionalInterface
    interface OfOne {
        Inferred infer(RuleContext node);
    }
}
