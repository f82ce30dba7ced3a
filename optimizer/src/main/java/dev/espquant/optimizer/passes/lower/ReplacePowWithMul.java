package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Optional;

/**
 * Makes the second and the third power multiplications.
 *
 * <pre>
 * x -> Pow 2 -> y        becomes        x, x -> Mul -> y
 * x -> Pow 3 -> y        becomes        x, x -> Mul -> s; s, x -> Mul -> y
 * </pre>
 *
 * Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class ReplacePowWithMul extends PatternPass {
    public ReplacePowWithMul() {
        super(
                "replace_pow_with_mul",
                "makes Pow by 2 or 3 multiplications, for chips that need it",
                Phase.FINISH,
                Pattern.op("Pow"));
    }

    @Override
    protected void rewrite(Match match) {
        String x = match.root().inputs().get(0);
        Optional<Double> power = Scalars.of(match, match.root(), 1).filter(p -> p == 2 || p == 3);
        boolean possible = match.opset() >= 7
                && Scalars.isFloat(match, x)
                && KnownShapes.same(match, x, match.root().output())
                && match.context().allows("Mul");
        if (possible && power.isPresent() && match.context().refuses(match.root())) {
            Steps steps = new Steps(match);
            String square = steps.add("Mul", x, x);
            if (power.get() == 3) {
                steps.add("Mul", square, x);
            }
            steps.replace();
        }
    }
}
