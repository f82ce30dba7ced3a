package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes the second of two nodes of an operator that does nothing to its own result.
 *
 * <pre>
 * x -> Relu -> Relu -> y -> Op        becomes        x -> Relu -> Op
 * </pre>
 *
 * Likewise Ceil, Floor, Round, Abs and Sign.
 */
@AutoService(GraphPass.class)
public final class EliminateConsecutiveIdempotentOps extends PatternPass {
    public EliminateConsecutiveIdempotentOps() {
        super(
                "eliminate_consecutive_idempotent_ops",
                "removes the second of two equal nodes where once is enough",
                Phase.ELIMINATE,
                Pattern.op("Relu", "Ceil", "Floor", "Round", "Abs", "Sign")
                        .input(0, Pattern.any().as("first")));
    }

    @Override
    protected void rewrite(Match match) {
        Node first = match.node("first");
        if (first.is(match.root().opType())) {
            match.bypass(first.output());
        }
    }
}
