package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.BatchNorm;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Folds a batch normalization into the Gemm before it.
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
                                Pattern.op("Gemm")
                                        .as("gemm")
                                        .readOnce()
                                        .constants(1)
                                        .optionalConstants(2)));
    }

    @Override
    protected void rewrite(Match match) {
        Node gemm = match.node("gemm");
        Tensor weights = match.requiredConstant(gemm, 1);
        Optional<BatchNorm> norm = BatchNorm.of(match, match.root());
        int columnAxis = gemm.intAttribute("transB", 0) == 0 ? 1 : 0;
        if (norm.isEmpty()
                || !PerChannel.isFloat(weights)
                || weights.rank() != 2
                || weights.size(columnAxis) != norm.get().channels()) {
            return;
        }
        Tensor newWeights = PerChannel.scaled(weights, columnAxis, norm.get().factor());
        biasPerColumn(match, gemm, norm.get().channels())
                .map(bias -> PerChannel.vector(norm.get().appliedTo(bias)))
                .filter(bias -> PerChannel.isFinite(bias) && PerChannel.isFinite(newWeights))
                .ifPresent(bias -> replace(match, gemm, newWeights, bias));
    }

    private static void replace(Match match, Node gemm, Tensor weights, Tensor bias) {
        String biasName = gemm.input(2)
                .map(name -> match.updateConstant(name, bias))
                .orElseGet(() -> match.addConstant(gemm.name() + "_bias", bias));
        Node fused = gemm.withInputs(List.of(
                        gemm.inputs().get(0), match.updateConstant(gemm.inputs().get(1), weights), biasName))
                .withOutputs(List.of(match.root().output()));
        match.replace(gemm.floatAttribute("beta", 1) == 1 ? fused : fused.withAttribute("beta", Attribute.of(1f)));
    }

    /** {@code beta * C}, one number per column; empty if C differs between rows or is not float32. */
    private static Optional<double[]> biasPerColumn(Match match, Node gemm, int columns) {
        if (gemm.input(2).isEmpty()) {
            return Optional.of(new double[columns]);
        }
        double beta = gemm.floatAttribute("beta", 1);
        return PerChannel.ofBroadcast(match.requiredConstant(gemm, 2), 2, 1, columns)
                .map(bias -> {
                    for (int i = 0; i < bias.length; i++) {
                        bias[i] *= beta;
                    }
                    return bias;
                });
    }
}
