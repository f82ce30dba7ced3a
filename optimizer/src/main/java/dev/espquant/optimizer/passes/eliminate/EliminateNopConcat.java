package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes a Concat of one tensor.
 *
 * <pre>
 * x -> Concat -> y -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopConcat extends PatternPass {
    public EliminateNopConcat() {
        super(
                "eliminate_nop_concat",
                "removes Concat of one tensor",
                Phase.ELIMINATE,
                Pattern.op("Concat").where(node -> node.inputs().size() == 1));
    }

    @Override
    protected void rewrite(Match match) {
        match.bypass(match.root().inputs().get(0));
    }
}
