package dev.espquant.optimizer;

import dev.espquant.ir.Model;

/** Is told of every pass that changed a model, right after it: the hook for a check that runs both models. */
@FunctionalInterface
public interface PassListener {
    /**
     * Takes note of a change.
     *
     * @param pass the pass that ran
     * @param before the model that it was given
     * @param after the valid model that it made
     */
    void changed(GraphPass pass, Model before, Model after);

    /** A listener that does nothing. */
    static PassListener silent() {
        return (pass, before, after) -> {};
    }
}
