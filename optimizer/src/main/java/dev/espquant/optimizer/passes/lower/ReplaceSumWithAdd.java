package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes Sum and Mean additions of two operands each.
 *
 * <pre>
 * a, b, c -> Sum -> y         becomes        a, b -> Add -> s; s, c -> Add -> y
 * a, b, c -> Mean -> y        becomes        a, b -> Add -> s; s, c -> Add -> t -> Mul 1/3 -> y
 * </pre>
 *
 * Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class ReplaceSumWithAdd extends PatternPass {
    public ReplaceSumWithAdd() {
        super(
                "replace_sum_with_add",
                "makes Sum and Mean additions of two operands each, for chips that need it",
                Phase.FINISH,
                Pattern.op("Sum", "Mean").where(node -> node.inputs().size() > 1));
    }

    @Override
    protected void rewrite(Match match) {
        Node root = match.root();
        boolean mean = root.is("Mean");
        boolean possible = match.opset() >= 8
                && match.context().allows("Add")
                && (!mean || match.context().allows("Mul"))
                && root.inputs().stream().allMatch(input -> Scalars.isFloat(match, input));
        if (possible && match.context().refuses(root)) {
            Steps steps = new Steps(match);
            String sum = root.inputs().get(0);
            for (String input : root.inputs().subList(1, root.inputs().size())) {
                sum = steps.addUndeclared("Add", sum, input);
            }
            if (mean) {
                steps.addUndeclared("Mul", sum, steps.number(1.0 / root.inputs().size()));
            }
            steps.replace();
        }
    }
}
