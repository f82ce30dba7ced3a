package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.FrontOperand;
import dev.espquant.optimizer.passes.LayerWeights;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds a constant factor per channel into the convolution behind it.
 *
 * <pre>
 * x -> Mul f [1,C,1,1] -> Conv W -> y        becomes        x -> Conv W * f (per input channel) -> y
 * </pre>
 *
 * Also with padding, since a factor leaves zeros alone, with groups, and into ConvTranspose. Only if nothing else reads the product.
 */
@AutoService(GraphPass.class)
public final class FuseMulBeforeConv extends PatternPass {
    public FuseMulBeforeConv() {
        super(
                "fuse_mul_before_conv",
                "folds a constant factor per channel into the Conv or ConvTranspose behind it",
                Phase.FUSE,
                Pattern.op("Conv", "ConvTranspose")
                        .constants(1)
                        .input(
                                0,
                                Pattern.op("Mul")
                                        .as("mul")
                                        .readOnce()
                                        .where(n -> n.attribute("broadcast").isEmpty())));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.root();
        Tensor weights = match.requiredConstant(conv, 1);
        if (!PerChannel.isFloat(weights) || weights.rank() < 3) {
            return;
        }
        LayerWeights layer = LayerWeights.of(conv, weights);
        FrontOperand.of(match, match.node("mul"), weights.rank(), 1, layer.inputs())
                .ifPresent(factor -> {
                    Tensor scaled = layer.scaledPerInput(factor.perChannel().toArray());
                    if (PerChannel.isFinite(scaled)) {
                        List<String> inputs = new ArrayList<>(conv.inputs());
                        inputs.set(0, factor.source());
                        inputs.set(1, match.updateConstant(inputs.get(1), scaled));
                        match.replace(conv.withInputs(inputs));
                    }
                });
    }
}
