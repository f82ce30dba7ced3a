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
import java.util.List;
import java.util.Optional;

/**
 * Folds a constant summand per channel into the bias of the convolution behind it.
 *
 * <pre>
 * x -> Add a [1,C,1,1] -> Conv W, b -> y        becomes        x -> Conv W, b + sum(W * a) -> y
 * </pre>
 *
 * Only without padding: nothing is added to the zeros that a convolution pads with. Only if nothing else reads the sum.
 */
@AutoService(GraphPass.class)
public final class FuseAddBeforeConv extends PatternPass {
    public FuseAddBeforeConv() {
        super(
                "fuse_add_before_conv",
                "folds a constant summand per channel into the unpadded Conv behind it",
                Phase.FUSE,
                Pattern.op("Conv")
                        .constants(1)
                        .optionalConstants(2)
                        .where(FuseBnBeforeConv::isUnpadded)
                        .input(
                                0,
                                Pattern.op("Add")
                                        .as("add")
                                        .readOnce()
                                        .where(n -> n.attribute("broadcast").isEmpty())));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.root();
        Tensor weights = match.requiredConstant(conv, 1);
        Optional<Tensor> bias = match.constant(conv, 2);
        if (!PerChannel.isFloat(weights)
                || weights.rank() < 3
                || !bias.map(PerChannel::isFloat).orElse(true)) {
            return;
        }
        LayerWeights layer = LayerWeights.of(conv, weights);
        FrontOperand.of(match, match.node("add"), weights.rank(), 1, layer.inputs())
                .ifPresent(summand -> {
                    Tensor sum = PerChannel.sum(
                            bias, layer.sumPerOutput(summand.perChannel().toArray()));
                    if (PerChannel.isFinite(sum)) {
                        String name = bias.isPresent()
                                ? match.updateConstant(conv.inputs().get(2), sum)
                                : match.addConstant(conv.name() + "_bias", sum);
                        match.replace(conv.withInputs(
                                List.of(summand.source(), conv.inputs().get(1), name)));
                    }
                });
    }
}
