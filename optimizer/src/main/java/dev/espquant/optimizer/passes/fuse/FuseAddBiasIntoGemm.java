package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Makes a constant per column that is added to a Gemm its bias.
 *
 * <pre>
 * a, B -> Gemm -> Add [N] -> y        becomes        a, B, [N] -> Gemm beta=1 -> y
 * </pre>
 *
 * A Gemm that has a constant bias gets the sum of both. Only if nothing else reads the Gemm's output.
 */
@AutoService(GraphPass.class)
public final class FuseAddBiasIntoGemm extends PatternPass {
    public FuseAddBiasIntoGemm() {
        super(
                "fuse_add_bias_into_gemm",
                "makes an added constant the bias of the Gemm before it",
                Phase.FUSE,
                Pattern.op("Add")
                        .eitherWithConstant(
                                Pattern.op("Gemm").as("gemm").readOnce().optionalConstants(2), "added"));
    }

    @Override
    protected void rewrite(Match match) {
        Node gemm = match.node("gemm");
        String addedName = match.value("added");
        Optional<Long> columns = match.shape(gemm.output())
                .filter(s -> s.rank() == 2 && s.dimension(1) instanceof Dimension.Fixed)
                .map(s -> ((Dimension.Fixed) s.dimension(1)).size());
        Optional<double[]> added =
                columns.flatMap(c -> match.constant(addedName).flatMap(t -> PerChannel.ofBroadcast(t, 2, 1, c)));
        Optional<double[]> old = gemm.input(2).isEmpty()
                ? added.map(a -> new double[a.length])
                : columns.flatMap(c -> PerChannel.ofBroadcast(match.requiredConstant(gemm, 2), 2, 1, c));
        if (match.opset() < 7 || added.isEmpty() || old.isEmpty()) {
            return;
        }
        double beta = gemm.floatAttribute("beta", 1);
        double[] sum = added.get();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += beta * old.get()[i];
        }
        String name = match.updateConstant(gemm.input(2).orElse(addedName), PerChannel.vector(sum));
        Node fused = gemm.withInputs(List.of(gemm.inputs().get(0), gemm.inputs().get(1), name))
                .withOutputs(match.root().outputs());
        match.replace(beta == 1 ? fused : fused.withAttribute("beta", Attribute.of(1f)));
    }
}
