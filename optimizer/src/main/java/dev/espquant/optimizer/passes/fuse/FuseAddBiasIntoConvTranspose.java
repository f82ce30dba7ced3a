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
import java.util.List;
import java.util.Optional;

/**
 * Makes a constant per channel that is added to a transposed convolution its bias.
 *
 * <pre>
 * x, W -> ConvTranspose -> Add [1,C,1,1] -> y        becomes        x, W, [C] -> ConvTranspose -> y
 * </pre>
 *
 * One that has a constant bias gets the sum of both. Only if nothing else reads the convolution's output.
 */
@AutoService(GraphPass.class)
public final class FuseAddBiasIntoConvTranspose extends PatternPass {
    public FuseAddBiasIntoConvTranspose() {
        super(
                "fuse_add_bias_into_conv_transpose",
                "makes an added constant per channel the bias of the ConvTranspose before it",
                Phase.FUSE,
                Pattern.op("Add")
                        .where(node -> node.attribute("broadcast").isEmpty())
                        .eitherWithConstant(
                                Pattern.op("ConvTranspose")
                                        .as("conv")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2),
                                "added"));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.node("conv");
        Tensor weights = match.requiredConstant(conv, 1);
        Optional<Tensor> bias = match.constant(conv, 2);
        int channels = LayerWeights.of(conv, weights).outputs();
        match.constant(match.value("added"))
                .flatMap(added -> PerChannel.ofBroadcast(added, weights.rank(), 1, channels))
                .filter(added -> bias.map(PerChannel::isFloat).orElse(true))
                .map(added -> PerChannel.sum(bias, added))
                .filter(PerChannel::isFinite)
                .ifPresent(sum -> {
                    String name = match.updateConstant(conv.input(2).orElse(match.value("added")), sum);
                    match.replace(conv.withInputs(
                                    List.of(conv.inputs().get(0), conv.inputs().get(1), name))
                            .withOutputs(match.root().outputs()));
                });
    }
}
