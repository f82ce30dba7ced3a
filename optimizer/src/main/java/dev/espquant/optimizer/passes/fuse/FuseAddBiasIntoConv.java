package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Makes a constant per channel that is added to a convolution its bias.
 *
 * <pre>
 * x, W -> Conv -> Add [1,C,1,1] -> y        becomes        x, W, [C] -> Conv -> y
 * </pre>
 *
 * A convolution that has a constant bias gets the sum of both. Only if nothing else reads the convolution's output.
 */
@AutoService(GraphPass.class)
public final class FuseAddBiasIntoConv extends PatternPass {
    public FuseAddBiasIntoConv() {
        super(
                "fuse_add_bias_into_conv",
                "makes an added constant per channel the bias of the Conv before it",
                Phase.FUSE,
                Pattern.op("Add")
                        .where(FuseAddBiasIntoConv::broadcastsAsNumpy)
                        .eitherWithConstant(
                                Pattern.op("Conv")
                                        .as("conv")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2),
                                "added"));
    }

    /** Before opset 7 an attribute says how to broadcast. */
    private static boolean broadcastsAsNumpy(Node add) {
        return add.attribute("broadcast").isEmpty() && add.attribute("axis").isEmpty();
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.node("conv");
        Tensor weights = match.requiredConstant(conv, 1);
        Tensor constant = match.constant(match.value("added")).orElseThrow();
        Optional<Tensor> oldBias = match.constant(conv, 2);
        Optional<Tensor> newBias = PerChannel.ofBroadcast(constant, weights.rank(), 1, weights.size(0))
                .filter(added -> oldBias.map(PerChannel::isFloat).orElse(true))
                .map(added ->
                        PerChannel.vector(oldBias.map(old -> sum(old, added)).orElse(added)));
        newBias.ifPresent(bias -> {
            String name = match.updateConstant(conv.input(2).orElse(match.value("added")), bias);
            match.replace(
                    conv.withInputs(List.of(conv.inputs().get(0), conv.inputs().get(1), name))
                            .withOutputs(match.root().outputs()));
        });
    }

    private static double[] sum(Tensor bias, double[] added) {
        double[] sum = bias.toDoubles();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += added[i];
        }
        return sum;
    }
}
