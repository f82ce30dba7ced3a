package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Puts the constant of a sum behind what it is added to, so that sums look alike.
 *
 * <pre>
 * c, x -> Add -> y        becomes        x, c -> Add -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class AdjustAdd extends PatternPass {
    public AdjustAdd() {
        super(
                "adjust_add",
                "makes the constant the second operand of Add",
                Phase.NORMALIZE,
                Pattern.op("Add")
                        .where(add -> add.attribute("broadcast").isEmpty())
                        .constants(0));
    }

    @Override
    protected void rewrite(Match match) {
        Node add = match.root();
        if (match.constant(add, 1).isEmpty()) {
            match.replace(add.withInputs(add.inputs().reverse()));
        }
    }
}
