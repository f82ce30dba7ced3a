package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Runs passes: phase by phase, inside a phase sorted by name until none changes the graph, the whole sequence until a round changes nothing. The
 * order in which passes were found never matters. After every change the graph is checked: valid, and inputs and outputs as before.
 */
public final class PassPipeline {
    /** Passes settle after two or three sweeps; far beyond that, some undo each other's work. */
    private static final int MAX_SWEEPS = 50;

    private static final int MAX_ROUNDS = 20;

    private static final System.Logger LOG = System.getLogger(PassPipeline.class.getName());

    private final ImmutableListMultimap<Phase, GraphPass> byPhase;

    private PassPipeline(ImmutableListMultimap<Phase, GraphPass> byPhase) {
        this.byPhase = byPhase;
    }

    /** A pipeline of passes, given in any order. */
    public static PassPipeline of(Collection<? extends GraphPass> passes) {
        ImmutableListMultimap.Builder<Phase, GraphPass> byPhase = ImmutableListMultimap.builder();
        passes.stream()
                .sorted(Comparator.<GraphPass, Phase>comparing(GraphPass::phase).thenComparing(GraphPass::name))
                .forEach(pass -> byPhase.put(pass.phase(), pass));
        return new PassPipeline(byPhase.build());
    }

    /** The passes in the order in which they run. */
    public ImmutableList<GraphPass> passes() {
        return byPhase.values().asList();
    }

    /** Runs all passes until none finds anything to do. */
    public OptimizedModel run(Model model, OptimizerOptions options) {
        GraphValidator.validate(model);
        PipelineRun run = new PipelineRun(model, options);
        boolean settled = false;
        for (int round = 0; round < MAX_ROUNDS && !settled; round++) {
            int before = run.revision();
            boolean phasesSettled = true;
            for (Phase phase : Phase.values()) {
                phasesSettled &= settle(byPhase.get(phase), run);
            }
            settled = phasesSettled && run.revision() == before;
        }
        if (!settled) {
            String note = "the passes were stopped before they came to rest; some of them undo each other's work";
            LOG.log(System.Logger.Level.WARNING, note);
            run.note(note);
        }
        return run.finish(passes(), settled);
    }

    private static boolean settle(List<GraphPass> passes, PipelineRun run) {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            int before = run.revision();
            passes.forEach(run::apply);
            if (run.revision() == before) {
                return true;
            }
        }
        return false;
    }
}
