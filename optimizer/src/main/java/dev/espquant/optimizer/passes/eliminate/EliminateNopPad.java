package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PadArguments;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes a Pad that adds nothing.
 *
 * <pre>
 * x -> Pad 0,0,0,0,0,0,0,0 -> y -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopPad extends PatternPass {
    public EliminateNopPad() {
        super("eliminate_nop_pad", "removes Pad of nothing", Phase.ELIMINATE, Pattern.op("Pad"));
    }

    @Override
    protected void rewrite(Match match) {
        if (PadArguments.of(match, match.root()).filter(PadArguments::isNop).isPresent()) {
            match.bypass(match.root().inputs().get(0));
        }
    }
}
