package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes an Expand whose result has the sizes of its input.
 *
 * <pre>
 * x [2,3] -> Expand [1,3] -> y [2,3] -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopExpand extends PatternPass {
    public EliminateNopExpand() {
        super("eliminate_nop_expand", "removes Expand that repeats nothing", Phase.ELIMINATE, Pattern.op("Expand"));
    }

    @Override
    protected void rewrite(Match match) {
        String input = match.root().inputs().get(0);
        if (KnownShapes.same(match, input, match.root().output())) {
            match.bypass(input);
        }
    }
}
