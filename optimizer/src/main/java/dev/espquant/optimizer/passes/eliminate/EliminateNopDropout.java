package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes Dropout, which does nothing at inference, unless its mask is used or the model asks for training behaviour.
 *
 * <pre>
 * x -> Dropout -> y -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopDropout extends PatternPass {
    public EliminateNopDropout() {
        super(
                "eliminate_nop_dropout",
                "removes Dropout that does not train",
                Phase.ELIMINATE,
                Pattern.op("Dropout").onlyFirstOutput());
    }

    @Override
    protected void rewrite(Match match) {
        if (isInference(match, match.root())) {
            match.bypass(match.root().inputs().get(0));
        }
    }

    private static boolean isInference(Match match, Node dropout) {
        if (match.opset() < 7) {
            return dropout.intAttribute("is_test", 0) != 0;
        }
        return dropout.input(2).isEmpty()
                || match.constant(dropout, 2)
                        .filter(mode -> mode.type().isInteger() && isFalse(mode))
                        .isPresent();
    }

    private static boolean isFalse(Tensor mode) {
        return mode.elementCount() == 1 && mode.toLongs()[0] == 0;
    }
}
