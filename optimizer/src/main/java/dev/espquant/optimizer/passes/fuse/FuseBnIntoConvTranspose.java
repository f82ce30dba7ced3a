package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.BatchNorm;
import dev.espquant.optimizer.passes.LayerWeights;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Folds a batch normalization into the transposed convolution before it, whose weights have the output channels on their second axis.
 *
 * <pre>
 * x, W, b -> ConvTranspose -> BatchNormalization(scale, bias, mean, var) -> y
 *
 *   becomes        x, W * f, (b - mean) * f + bias -> ConvTranspose -> y        with f = scale / sqrt(var + epsilon)
 * </pre>
 *
 * Only if nothing else reads the convolution's output.
 */
@AutoService(GraphPass.class)
public final class FuseBnIntoConvTranspose extends PatternPass {
    public FuseBnIntoConvTranspose() {
        super(
                "fuse_bn_into_conv_transpose",
                "folds BatchNormalization into the ConvTranspose before it",
                Phase.FUSE,
                BatchNorm.pattern()
                        .input(
                                0,
                                Pattern.op("ConvTranspose")
                                        .as("conv")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2)));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.node("conv");
        Tensor weights = match.requiredConstant(conv, 1);
        Optional<Tensor> bias = match.constant(conv, 2);
        Optional<BatchNorm> norm = BatchNorm.of(match, match.root());
        if (norm.isEmpty()
                || !PerChannel.isFloat(weights)
                || !bias.map(PerChannel::isFloat).orElse(true)
                || LayerWeights.of(conv, weights).outputs() != norm.get().channels()) {
            return;
        }
        Tensor newWeights =
                LayerWeights.of(conv, weights).scaledPerOutput(norm.get().factor());
        double[] oldBias = bias.map(Tensor::toDoubles)
                .orElseGet(() -> new double[norm.get().channels()]);
        Tensor newBias = PerChannel.vector(norm.get().appliedTo(oldBias));
        if (PerChannel.isFinite(newWeights) && PerChannel.isFinite(newBias)) {
            String biasName = bias.isPresent()
                    ? match.updateConstant(conv.inputs().get(2), newBias)
                    : match.addConstant(conv.name() + "_bias", newBias);
            String weightsName = match.updateConstant(conv.inputs().get(1), newWeights);
            match.replace(conv.withInputs(List.of(conv.inputs().get(0), weightsName, biasName))
                    .withOutputs(match.root().outputs()));
        }
    }
}
