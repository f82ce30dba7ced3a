package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.FrontOperand;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds a constant factor per feature into the dense layer behind it.
 *
 * <pre>
 * x -> Mul f [K] -> Gemm B [K,N] -> y        becomes        x -> Gemm B * f (per row) -> y
 * </pre>
 *
 * Likewise MatMul. Only if nothing else reads the product.
 */
@AutoService(GraphPass.class)
public final class FuseMulBeforeGemm extends PatternPass {
    public FuseMulBeforeGemm() {
        super(
                "fuse_mul_before_gemm",
                "folds a constant factor per feature into the Gemm or MatMul behind it",
                Phase.FUSE,
                Pattern.op("Gemm", "MatMul")
                        .constants(1)
                        .where(node -> node.intAttribute("transA", 0) == 0)
                        .input(0, Pattern.op("Mul").as("mul").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node dense = match.root();
        Node mul = match.node("mul");
        Tensor weights = match.requiredConstant(dense, 1);
        Optional<Integer> rank = KnownShapes.rank(match, mul.output());
        if (match.opset() < 7 || rank.isEmpty() || weights.rank() != 2 || !PerChannel.isFloat(weights)) {
            return;
        }
        int rows = dense.intAttribute("transB", 0) == 0 ? 0 : 1;
        FrontOperand.of(match, mul, rank.get(), rank.get() - 1, weights.size(rows))
                .ifPresent(factor -> {
                    Tensor scaled =
                            PerChannel.scaled(weights, rows, factor.perChannel().toArray());
                    if (PerChannel.isFinite(scaled)) {
                        List<String> inputs = new ArrayList<>(dense.inputs());
                        inputs.set(0, factor.source());
                        inputs.set(1, match.updateConstant(inputs.get(1), scaled));
                        match.replace(dense.withInputs(inputs));
                    }
                });
    }
}
