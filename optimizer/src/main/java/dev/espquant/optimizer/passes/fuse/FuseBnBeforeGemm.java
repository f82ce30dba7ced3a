package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.BatchNorm;
import dev.espquant.optimizer.passes.GemmBias;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Optional;

/**
 * Folds a batch normalization of features into the Gemm behind it.
 *
 * <pre>
 * x [M,K] -> BatchNormalization(scale, bias, mean, var) -> Gemm B, c -> y
 *
 *   becomes        x -> Gemm B * f, c + o * B -> y        with f = scale / sqrt(var + epsilon), o = bias - mean * f, per row of B
 * </pre>
 *
 * Only if nothing else reads what is normalized and the Gemm's bias is the same for every row.
 */
@AutoService(GraphPass.class)
public final class FuseBnBeforeGemm extends PatternPass {
    public FuseBnBeforeGemm() {
        super(
                "fuse_bn_before_gemm",
                "folds BatchNormalization into the Gemm behind it",
                Phase.FUSE,
                Pattern.op("Gemm")
                        .constants(1)
                        .optionalConstants(2)
                        .where(node -> node.intAttribute("transA", 0) == 0)
                        .input(0, BatchNorm.pattern().as("norm").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node gemm = match.root();
        Tensor weights = match.requiredConstant(gemm, 1);
        Optional<BatchNorm> norm = BatchNorm.of(match, match.node("norm"));
        int rows = gemm.intAttribute("transB", 0) == 0 ? 0 : 1;
        if (norm.isEmpty()
                || weights.rank() != 2
                || !PerChannel.isFloat(weights)
                || weights.size(rows) != norm.get().channels()) {
            return;
        }
        double[] offset = norm.get().appliedTo(new double[norm.get().channels()]);
        Tensor scaled = PerChannel.scaled(weights, rows, norm.get().factor());
        GemmBias.perColumn(match, gemm, (int) weights.size(1 - rows))
                .map(bias -> PerChannel.sum(bias, GemmBias.ofInput(gemm, weights, offset)))
                .filter(sum -> PerChannel.isFinite(scaled) && PerChannel.isFinite(PerChannel.vector(sum)))
                .ifPresent(sum -> match.replace(
                        GemmBias.with(match, gemm, match.node("norm").inputs().get(0), scaled, sum)));
    }
}
