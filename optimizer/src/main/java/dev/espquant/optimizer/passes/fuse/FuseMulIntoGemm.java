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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds a constant factor per column into the weights and the bias of the Gemm before it.
 *
 * <pre>
 * a, B, c -> Gemm -> Mul f [N] -> y        becomes        a, B * f, c * f -> Gemm -> y
 * </pre>
 *
 * Only if nothing else reads the Gemm's output and its bias is the same for every row.
 */
@AutoService(GraphPass.class)
public final class FuseMulIntoGemm extends PatternPass {
    public FuseMulIntoGemm() {
        super(
                "fuse_mul_into_gemm",
                "folds a constant factor per column into the Gemm before it",
                Phase.FUSE,
                Pattern.op("Mul")
                        .eitherWithConstant(
                                Pattern.op("Gemm")
                                        .as("gemm")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2),
                                "factor"));
    }

    @Override
    protected void rewrite(Match match) {
        Node gemm = match.node("gemm");
        Tensor weights = match.requiredConstant(gemm, 1);
        if (match.opset() < 7 || !PerChannel.isFloat(weights) || weights.rank() != 2) {
            return;
        }
        int axis = gemm.intAttribute("transB", 0) == 0 ? 1 : 0;
        long columns = weights.size(axis);
        Optional<double[]> factor =
                match.constant(match.value("factor")).flatMap(f -> PerChannel.ofBroadcast(f, 2, 1, columns));
        Optional<double[]> bias = match.constant(gemm, 2).flatMap(b -> PerChannel.ofBroadcast(b, 2, 1, columns));
        if (factor.isEmpty() || (gemm.input(2).isPresent() && bias.isEmpty())) {
            return;
        }
        Tensor newWeights = PerChannel.scaled(weights, axis, factor.get());
        Optional<Tensor> newBias = bias.map(b -> PerChannel.scaled(PerChannel.vector(b), 0, factor.get()));
        if (PerChannel.isFinite(newWeights) && newBias.map(PerChannel::isFinite).orElse(true)) {
            List<String> inputs = new ArrayList<>(gemm.inputs());
            inputs.set(1, match.updateConstant(inputs.get(1), newWeights));
            newBias.ifPresent(b -> inputs.set(2, match.updateConstant(inputs.get(2), b)));
            match.replace(gemm.withInputs(inputs).withOutputs(match.root().outputs()));
        }
    }
}
