package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.FrontOperand;
import dev.espquant.optimizer.passes.GemmBias;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Optional;

/**
 * Folds a constant summand per feature into the bias of the Gemm behind it.
 *
 * <pre>
 * x -> Add a [K] -> Gemm B [K,N], c -> y        becomes        x -> Gemm B, c + a * B -> y
 * </pre>
 *
 * Only if nothing else reads the sum and the bias is the same for every row.
 */
@AutoService(GraphPass.class)
public final class FuseAddBeforeGemm extends PatternPass {
    public FuseAddBeforeGemm() {
        super(
                "fuse_add_before_gemm",
                "folds a constant summand per feature into the bias of the Gemm behind it",
                Phase.FUSE,
                Pattern.op("Gemm")
                        .constants(1)
                        .optionalConstants(2)
                        .where(node -> node.intAttribute("transA", 0) == 0)
                        .input(0, Pattern.op("Add").as("add").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node gemm = match.root();
        Tensor weights = match.requiredConstant(gemm, 1);
        if (match.opset() < 7 || weights.rank() != 2 || !PerChannel.isFloat(weights)) {
            return;
        }
        int rows = gemm.intAttribute("transB", 0) == 0 ? 0 : 1;
        Optional<FrontOperand> summand = FrontOperand.of(match, match.node("add"), 2, 1, weights.size(rows));
        Optional<double[]> bias = GemmBias.perColumn(match, gemm, (int) weights.size(1 - rows));
        if (summand.isPresent() && bias.isPresent()) {
            double[] sum = PerChannel.sum(
                    bias.get(),
                    GemmBias.ofInput(gemm, weights, summand.get().perChannel().toArray()));
            if (PerChannel.isFinite(PerChannel.vector(sum))) {
                match.replace(GemmBias.with(match, gemm, summand.get().source(), weights, sum));
            }
        }
    }
}
