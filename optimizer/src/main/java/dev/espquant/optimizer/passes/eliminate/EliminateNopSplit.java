package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes a Split into one part.
 *
 * <pre>
 * x -> Split -> y -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopSplit extends PatternPass {
    public EliminateNopSplit() {
        super(
                "eliminate_nop_split",
                "removes Split into one part",
                Phase.ELIMINATE,
                Pattern.op("Split").where(node -> node.outputs().size() == 1));
    }

    @Override
    protected void rewrite(Match match) {
        match.bypass(match.root().inputs().get(0));
    }
}
