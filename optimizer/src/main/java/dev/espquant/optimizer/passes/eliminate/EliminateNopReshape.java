package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes a Reshape whose result has the sizes of its input.
 *
 * <pre>
 * x [N,8] -> Reshape [-1,8] -> y [N,8] -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopReshape extends PatternPass {
    public EliminateNopReshape() {
        super(
                "eliminate_nop_reshape",
                "removes Reshape to the sizes that a tensor has",
                Phase.ELIMINATE,
                Pattern.op("Reshape"));
    }

    @Override
    protected void rewrite(Match match) {
        String input = match.root().inputs().get(0);
        if (KnownShapes.same(match, input, match.root().output())) {
            match.bypass(input);
        }
    }
}
