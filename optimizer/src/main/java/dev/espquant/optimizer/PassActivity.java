package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;

/**
 * What one pass did in one run of the optimizer.
 *
 * @param pass the pass's name
 * @param phase when it ran
 * @param firings the nodes, values or constants that it rewrote, in order
 */
public record PassActivity(String pass, Phase phase, ImmutableList<String> firings) {
    public int count() {
        return firings.size();
    }
}
