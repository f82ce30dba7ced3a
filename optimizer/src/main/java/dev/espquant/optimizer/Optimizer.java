package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Model;
import dev.espquant.plugin.Plugins;

/** Rewrites a model into an equivalent one of fewer and simpler operators. The entry point of this module. */
public final class Optimizer {
    private Optimizer() {}

    /** All passes on the class path, sorted by name. */
    public static Plugins<GraphPass> passes() {
        return Plugins.load(GraphPass.class, "pass", GraphPass::name);
    }

    /**
     * Optimizes with the passes on the class path.
     *
     * @param model a valid model; it is not changed
     * @param options which passes, and their limits
     * @throws dev.espquant.ir.GraphException if the model is not valid or an option names no pass
     */
    public static OptimizedModel optimize(Model model, OptimizerOptions options) {
        return optimize(model, options, passes());
    }

    /** As {@link #optimize(Model, OptimizerOptions)}, with the passes of a registry. */
    public static OptimizedModel optimize(Model model, OptimizerOptions options, Plugins<GraphPass> installed) {
        return PassPipeline.of(select(installed, options)).run(model, options);
    }

    /** The passes that options choose from a registry. */
    public static ImmutableList<GraphPass> select(Plugins<GraphPass> installed, OptimizerOptions options) {
        options.only().forEach(installed::get);
        options.without().forEach(installed::get);
        return installed.all().stream()
                .filter(p -> options.only().isEmpty()
                        ? options.preset().selects(p)
                        : options.only().contains(p.name()))
                .filter(p -> !options.without().contains(p.name()))
                .collect(ImmutableList.toImmutableList());
    }
}
