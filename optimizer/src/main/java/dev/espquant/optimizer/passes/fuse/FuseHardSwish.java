package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;

/**
 * Makes a hard sigmoid that gates its own input a HardSwish, from opset 14 on, which introduced it.
 *
 * <pre>
 * x -> HardSigmoid alpha=1/6 beta=0.5 -> g; x, g -> Mul -> y        becomes        x -> HardSwish -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class FuseHardSwish extends PatternPass {
    public FuseHardSwish() {
        super(
                "fuse_hard_swish",
                "makes x * HardSigmoid(x) HardSwish",
                Phase.FUSE,
                Pattern.op("Mul")
                        .either(Pattern.op("HardSigmoid").as("gate").readOnce().where(FuseHardSwish::isThird), "x"));
    }

    @Override
    protected void rewrite(Match match) {
        String input = match.value("x");
        boolean isFloat = match.type(input)
                .flatMap(TensorType::elementType)
                .filter(t -> t == DataType.FLOAT)
                .isPresent();
        if (match.opset() >= 14 && isFloat && match.node("gate").inputs().get(0).equals(input)) {
            match.replace(Node.of(
                    match.root().name(),
                    "HardSwish",
                    List.of(input),
                    match.root().outputs()));
        }
    }

    private static boolean isThird(Node gate) {
        return Math.abs(gate.floatAttribute("alpha", 0.2f) - 1f / 6) < 1e-6f
                && gate.floatAttribute("beta", 0.5f) == 0.5f;
    }
}
