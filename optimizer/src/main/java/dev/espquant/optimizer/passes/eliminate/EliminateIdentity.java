package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes Identity.
 *
 * <pre>
 * x -> Identity -> y -> Op        becomes        x -> Op
 * </pre>
 *
 * An Identity from a graph input or constant to a graph output stays: a graph needs a node to give a value a second name.
 */
@AutoService(GraphPass.class)
public final class EliminateIdentity extends PatternPass {
    public EliminateIdentity() {
        super("eliminate_identity", "removes Identity", Phase.ELIMINATE, Pattern.op("Identity"));
    }

    @Override
    protected void rewrite(Match match) {
        match.bypass(match.root().inputs().get(0));
    }
}
