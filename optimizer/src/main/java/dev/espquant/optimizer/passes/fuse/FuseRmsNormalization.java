package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.Moments;
import dev.espquant.optimizer.passes.Quotient;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Makes a written-out normalization by the root of the mean square one operator.
 *
 * <pre>
 * y = x / Sqrt(ReduceMean(x * x) + epsilon)        becomes        x, ones -> RMSNormalization epsilon -> y
 * </pre>
 *
 * Also with Pow for the square and Reciprocal for the quotient; not where x is itself centred, which makes it a layer normalization. Before opset
 * 23, which introduced RMSNormalization, the result is {@code SimplifiedLayerNormalization}, the name under which ONNX Runtime has always run it;
 * since no standard knows that name, only if the chip is known to have RMSNormalization or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class FuseRmsNormalization extends PatternPass {
    public FuseRmsNormalization() {
        super(
                "fuse_rms_normalization",
                "makes a written-out division by the root of the mean square RMSNormalization",
                Phase.FUSE,
                Pattern.op("Div", "Mul"));
    }

    @Override
    protected void rewrite(Match match) {
        boolean standard = match.opset() >= 23;
        Optional<Quotient> quotient = Quotient.of(match, match.root())
                .filter(q -> Scalars.isFloat(match, q.dividend()) && !isCentred(match, q.dividend()))
                .filter(q -> KnownShapes.same(match, q.dividend(), match.root().output()));
        boolean chosen = standard
                ? match.context().allows("RMSNormalization")
                : match.context().wants("RMSNormalization");
        if (!chosen || quotient.isEmpty()) {
            return;
        }
        String x = quotient.get().dividend();
        String opType = standard ? "RMSNormalization" : "SimplifiedLayerNormalization";
        Moments.root(match, quotient.get().divisor())
                .filter(root -> root.squared().equals(x))
                .ifPresent(root -> Moments.ones(match, x, root.axis())
                        .ifPresent(ones -> match.replace(Node.of(
                                match.root().name(),
                                opType,
                                List.of(x, match.addConstant(match.root().name() + "_scale", ones)),
                                match.root().outputs(),
                                ImmutableMap.of(
                                        "axis", Attribute.of(root.axis()), "epsilon", Attribute.of(root.epsilon()))))));
    }

    private static boolean isCentred(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.is("Sub")
                        && Moments.meanOfLastAxes(match, n.inputs().get(1)).isPresent())
                .isPresent();
    }
}
