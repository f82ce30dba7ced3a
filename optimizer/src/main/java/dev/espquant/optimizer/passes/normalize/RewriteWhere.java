package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;

/**
 * Swaps what a Where chooses from in place of negating its condition.
 *
 * <pre>
 * c -> Not -> n; n, x, y -> Where -> z        becomes        c, y, x -> Where -> z
 * </pre>
 */
@AutoService(GraphPass.class)
public final class RewriteWhere extends PatternPass {
    public RewriteWhere() {
        super(
                "rewrite_where",
                "swaps the operands of Where instead of negating its condition",
                Phase.NORMALIZE,
                Pattern.op("Where").input(0, Pattern.op("Not").as("not").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        List<String> inputs = match.root().inputs();
        String condition = match.node("not").inputs().get(0);
        match.replace(match.root().withInputs(List.of(condition, inputs.get(2), inputs.get(1))));
    }
}
