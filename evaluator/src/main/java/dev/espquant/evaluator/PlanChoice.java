package dev.espquant.evaluator;

import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.plan.ExecutionPlan;
import java.util.Collections;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a graph: the fast one, in which activations disappear in the layers before them, and, once somebody asks for a value that disappeared,
 * one that computes every value.
 */
final class PlanChoice {
    private final Function<ImmutableSet<String>, ExecutionPlan> compiler;
    private final ImmutableSet<String> all;
    private final WorkspacePool fast;
    private @Nullable WorkspacePool complete;

    /**
     * Compiles the fast one.
     *
     * @param compiler makes a plan that computes some values
     * @param all names of all values
     */
    PlanChoice(Function<ImmutableSet<String>, ExecutionPlan> compiler, ImmutableSet<String> all) {
        this.compiler = compiler;
        this.all = all;
        this.fast = new WorkspacePool(compiler.apply(ImmutableSet.of()));
    }

    /** The plan that computes these values. */
    synchronized WorkspacePool plan(Set<String> keep) {
        if (Collections.disjoint(fast.plan().absorbed(), keep)) {
            return fast;
        }
        if (complete == null) {
            complete = new WorkspacePool(compiler.apply(all));
        }
        return complete;
    }
}
