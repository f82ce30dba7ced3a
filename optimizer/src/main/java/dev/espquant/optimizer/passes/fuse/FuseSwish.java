package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.ContributedNodes;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes a value times its own sigmoid a Swish (also called SiLU).
 *
 * <pre>
 * x -> Sigmoid -> g; x, g -> Mul -> y        becomes        x -> com.microsoft.QuickGelu alpha=1 -> y
 * </pre>
 *
 * The standard has Swish from opset 24 on only, and ONNX Runtime 1.29 does not run it in opset 25; {@code QuickGelu}, which computes {@code x *
 * sigmoid(alpha * x)}, it runs beside any opset, so that the fused model can still be verified and calibrated. {@link
 * dev.espquant.ir.StandardOperator} tells chips and exporters that it is Swish. Only if the chip is known to have Swish or the pass is asked for
 * by name: other chips run Sigmoid and Mul.
 */
@AutoService(GraphPass.class)
public final class FuseSwish extends PatternPass {
    public FuseSwish() {
        super(
                "fuse_swish",
                "makes x * Sigmoid(x) Swish, for chips that have it",
                Phase.FUSE,
                Pattern.op("Mul")
                        .where(node -> node.attribute("broadcast").isEmpty())
                        .either(Pattern.op("Sigmoid").as("gate").readOnce(), "x"));
    }

    @Override
    protected void rewrite(Match match) {
        String input = match.value("x");
        if (match.context().wants("Swish")
                && match.node("gate").inputs().get(0).equals(input)
                && Scalars.isFloat(match, input)) {
            match.replace(
                    ContributedNodes.unary(match, "QuickGelu", input, ImmutableMap.of("alpha", Attribute.of(1f))));
        }
    }
}
