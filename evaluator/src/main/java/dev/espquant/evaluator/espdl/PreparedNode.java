package dev.espquant.evaluator.espdl;

/** A node, ready to run again and again. It keeps no state between runs: threads share it. */
@FunctionalInterface
public interface PreparedNode {
    void run(NodeRun run);
}
