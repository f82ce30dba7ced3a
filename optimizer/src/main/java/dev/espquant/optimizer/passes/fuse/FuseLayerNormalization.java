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
 * Makes a written-out layer normalization one operator, from opset 17 on, which introduced it.
 *
 * <pre>
 * d = x - ReduceMean(x);  y = d / Sqrt(ReduceMean(d * d) + epsilon)        becomes        x, ones -> LayerNormalization epsilon -> y
 * </pre>
 *
 * Also with Pow for the square and Reciprocal for the quotient. Both means are over the same last axes, whose sizes are known. A scale and an offset
 * behind it join by {@code fuse_affine_into_layer_normalization}.
 */
@AutoService(GraphPass.class)
public final class FuseLayerNormalization extends PatternPass {
    public FuseLayerNormalization() {
        super(
                "fuse_layer_normalization",
                "makes a written-out layer normalization LayerNormalization",
                Phase.FUSE,
                Pattern.op("Div", "Mul"));
    }

    @Override
    protected void rewrite(Match match) {
        Optional<Quotient> quotient = Quotient.of(match, match.root());
        if (match.opset() < 17 || quotient.isEmpty() || !match.context().allows("LayerNormalization")) {
            return;
        }
        Moments.root(match, quotient.get().divisor())
                .filter(root -> root.squared().equals(quotient.get().dividend()))
                .ifPresent(root -> centred(match, root).ifPresent(x -> fuse(match, x, root)));
    }

    /** The x in what is squared: x minus its mean over the same axes. */
    private static Optional<String> centred(Match match, Moments.Root root) {
        return match.producer(root.squared())
                .filter(n -> n.is("Sub"))
                .filter(n -> Moments.meanOfLastAxes(match, n.inputs().get(1))
                        .filter(mean -> mean.inputs().get(0).equals(n.inputs().get(0)))
                        .flatMap(mean -> Moments.firstAxis(match, mean))
                        .filter(axis -> axis == root.axis())
                        .isPresent())
                .map(n -> n.inputs().get(0))
                .filter(x -> Scalars.isFloat(match, x)
                        && KnownShapes.same(match, x, match.root().output()));
    }

    private static void fuse(Match match, String x, Moments.Root root) {
        Node last = match.root();
        Moments.ones(match, x, root.axis())
                .ifPresent(ones -> match.replace(Node.of(
                        last.name(),
                        "LayerNormalization",
                        List.of(x, match.addConstant(last.name() + "_scale", ones)),
                        last.outputs(),
                        ImmutableMap.of("axis", Attribute.of(root.axis()), "epsilon", Attribute.of(root.epsilon())))));
    }
}
