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
import java.util.stream.LongStream;

/**
 * Folds a batch normalization into the convolution behind it.
 *
 * <pre>
 * x -> BatchNormalization(scale, bias, mean, var) -> Conv W, b -> y
 *
 *   becomes        x -> Conv W * f, b + sum(W * o) -> y        with f = scale / sqrt(var + epsilon), o = bias - mean * f, per input channel
 * </pre>
 *
 * Only without padding: the zeros that a convolution pads with are not normalized.
 */
@AutoService(GraphPass.class)
public final class FuseBnBeforeConv extends PatternPass {
    public FuseBnBeforeConv() {
        super(
                "fuse_bn_before_conv",
                "folds BatchNormalization into the Conv behind it",
                Phase.FUSE,
                Pattern.op("Conv")
                        .constants(1)
                        .optionalConstants(2)
                        .where(FuseBnBeforeConv::isUnpadded)
                        .input(0, BatchNorm.pattern().as("norm").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.root();
        Tensor weights = match.requiredConstant(conv, 1);
        Optional<Tensor> bias = match.constant(conv, 2);
        Optional<BatchNorm> norm = BatchNorm.of(match, match.node("norm"));
        if (norm.isEmpty()
                || !PerChannel.isFloat(weights)
                || !bias.map(PerChannel::isFloat).orElse(true)
                || LayerWeights.of(conv, weights).inputs() != norm.get().channels()) {
            return;
        }
        LayerWeights layer = LayerWeights.of(conv, weights);
        Tensor newWeights = layer.scaledPerInput(norm.get().factor());
        double[] offset = norm.get().appliedTo(new double[norm.get().channels()]);
        Tensor newBias = PerChannel.sum(bias, layer.sumPerOutput(offset));
        if (PerChannel.isFinite(newWeights) && PerChannel.isFinite(newBias)) {
            String biasName = bias.isPresent()
                    ? match.updateConstant(conv.inputs().get(2), newBias)
                    : match.addConstant(conv.name() + "_bias", newBias);
            String weightsName = match.updateConstant(conv.inputs().get(1), newWeights);
            match.replace(conv.withInputs(List.of(match.node("norm").inputs().get(0), weightsName, biasName)));
        }
    }

    /** Whether a convolution reads nothing but its input. */
    static boolean isUnpadded(Node conv) {
        String mode = conv.textAttribute("auto_pad", "NOTSET");
        return mode.equals("VALID")
                || (mode.equals("NOTSET")
                        && LongStream.of(conv.intsAttribute("pads").orElse(new long[0]))
                                .allMatch(p -> p == 0));
    }
}
