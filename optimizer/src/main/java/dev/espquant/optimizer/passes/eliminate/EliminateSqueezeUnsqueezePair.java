package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes two nodes that only write a shape differently, if the second gives back the shape that the first took away.
 *
 * <pre>
 * x [2,3] -> Unsqueeze 0 -> [1,2,3] -> Squeeze 0 -> y [2,3] -> Op        becomes        x -> Op
 * </pre>
 *
 * All these operators keep the order of the elements, so equal sizes mean equal tensors.
 */
@AutoService(GraphPass.class)
public final class EliminateSqueezeUnsqueezePair extends PatternPass {
    public EliminateSqueezeUnsqueezePair() {
        super(
                "eliminate_squeeze_unsqueeze_pair",
                "removes pairs of Squeeze, Unsqueeze and Reshape that end where they began",
                Phase.ELIMINATE,
                Pattern.op("Squeeze", "Unsqueeze", "Reshape", "Flatten")
                        .input(
                                0,
                                Pattern.op("Squeeze", "Unsqueeze", "Reshape", "Flatten")
                                        .as("first")));
    }

    @Override
    protected void rewrite(Match match) {
        String source = match.node("first").inputs().get(0);
        if (KnownShapes.same(match, source, match.root().output())) {
            match.bypass(source);
        }
    }
}
