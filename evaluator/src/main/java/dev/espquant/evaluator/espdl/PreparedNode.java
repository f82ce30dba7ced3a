package dev.espquant.evaluator.espdl;

import dev.espquant.evaluator.kernel.EngineOperator;
import java.util.Optional;
import java.util.function.Supplier;

/** A node, ready to run again and again. It keeps no state between runs: threads share it. */
@FunctionalInterface
public interface PreparedNode {
    void run(NodeRun run);

    /** The same node in the words of the engine, which computes whole batches and gives the same integers; empty where it has no such words. */
    default Optional<EngineOperator> describe() {
        return Optional.empty();
    }

    /** The same node with a description, which is made when it is asked for. */
    default PreparedNode describedBy(Supplier<Optional<EngineOperator>> description) {
        PreparedNode definition = this;
        return new PreparedNode() {
            @Override
            public void run(NodeRun run) {
                definition.run(run);
            }

            @Override
            public Optional<EngineOperator> describe() {
                return description.get();
            }
        };
    }
}
