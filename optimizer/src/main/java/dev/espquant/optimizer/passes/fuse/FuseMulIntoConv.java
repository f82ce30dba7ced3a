package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.LayerWeights;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds a constant factor per channel into the weights of the convolution before it.
 *
 * <pre>
 * x, W, b -> Conv -> Mul f [1,C,1,1] -> y        becomes        x, W * f, b * f -> Conv -> y
 * </pre>
 *
 * Likewise ConvTranspose. Only if nothing else reads the convolution's output.
 */
@AutoService(GraphPass.class)
public final class FuseMulIntoConv extends PatternPass {
    public FuseMulIntoConv() {
        super(
                "fuse_mul_into_conv",
                "folds a constant factor per channel into the Conv or ConvTranspose before it",
                Phase.FUSE,
                Pattern.op("Mul")
                        .where(node -> node.attribute("broadcast").isEmpty())
                        .eitherWithConstant(
                                Pattern.op("Conv", "ConvTranspose")
                                        .as("conv")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2),
                                "factor"));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.node("conv");
        Tensor weights = match.requiredConstant(conv, 1);
        Optional<Tensor> bias = match.constant(conv, 2);
        Optional<double[]> factor = match.constant(match.value("factor"))
                .flatMap(f -> PerChannel.ofBroadcast(
                        f, weights.rank(), 1, LayerWeights.of(conv, weights).outputs()));
        if (factor.isEmpty()
                || !PerChannel.isFloat(weights)
                || !bias.map(PerChannel::isFloat).orElse(true)) {
            return;
        }
        Tensor newWeights = LayerWeights.of(conv, weights).scaledPerOutput(factor.get());
        Optional<Tensor> newBias = bias.map(b -> PerChannel.scaled(b, 0, factor.get()));
        if (PerChannel.isFinite(newWeights) && newBias.map(PerChannel::isFinite).orElse(true)) {
            List<String> inputs = new ArrayList<>(conv.inputs());
            inputs.set(1, match.updateConstant(inputs.get(1), newWeights));
            newBias.ifPresent(b -> inputs.set(2, match.updateConstant(inputs.get(2), b)));
            match.replace(conv.withInputs(inputs).withOutputs(match.root().outputs()));
        }
    }
}
