package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.BatchNorm;
import dev.espquant.optimizer.passes.GemmBias;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Folds a batch normalization into the Gemm before it, or into the product with a constant matrix, which becomes a Gemm.
 *
 * <pre>
 * x, B, c -> Gemm -> BatchNormalization(scale, bias, mean, var) -> y
 *
 *   becomes        x, B * f, (beta * c - mean) * f + bias -> Gemm beta=1 -> y        with f = scale / sqrt(var + epsilon), per column
 * </pre>
 *
 * Only if nothing else reads the Gemm's output and its bias is the same for every row.
 */
@AutoService(GraphPass.class)
public final class FuseBnIntoGemm extends PatternPass {
    public FuseBnIntoGemm() {
        super(
                "fuse_bn_into_gemm",
                "folds BatchNormalization into the Gemm before it",
                Phase.FUSE,
                BatchNorm.pattern()
                        .input(
                                0,
                                Pattern.op("Gemm", "MatMul")
                                        .as("gemm")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2)));
    }

    @Override
    protected void rewrite(Match match) {
        Node layer = match.node("gemm");
        Node gemm = layer.is("MatMul") ? Node.of(layer.name(), "Gemm", layer.inputs(), layer.outputs()) : layer;
        Tensor weights = match.requiredConstant(gemm, 1);
        Optional<BatchNorm> norm = BatchNorm.of(match, match.root());
        int columnAxis = gemm.intAttribute("transB", 0) == 0 ? 1 : 0;
        if (norm.isEmpty()
                || !PerChannel.isFloat(weights)
                || weights.rank() != 2
                || (layer.is("MatMul") && !isMatrix(match, layer.inputs().get(0)))
                || weights.size(columnAxis) != norm.get().channels()) {
            return;
        }
        Tensor newWeights = PerChannel.scaled(weights, columnAxis, norm.get().factor());
        GemmBias.perColumn(match, gemm, norm.get().channels())
                .map(norm.get()::appliedTo)
                .filter(bias -> PerChannel.isFinite(PerChannel.vector(bias)) && PerChannel.isFinite(newWeights))
                .ifPresent(bias ->
                        match.replace(GemmBias.with(match, gemm, gemm.inputs().get(0), newWeights, bias)
                                .withOutputs(List.of(match.root().output()))));
    }

    /** MatMul takes stacks of matrices too. */
    private static boolean isMatrix(Match match, String value) {
        return KnownShapes.rank(match, value).filter(rank -> rank == 2).isPresent();
    }
}
