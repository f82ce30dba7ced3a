package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.HardGate;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.Product;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;

/**
 * Makes a line cut off at 0 and 1 a HardSigmoid.
 *
 * <pre>
 * x -> Add 3 -> Clip 0,6 -> Div 6 -> y              becomes        x -> HardSigmoid alpha=1/6 beta=0.5 -> y
 * x -> Mul 0.2 -> Add 0.5 -> Clip 0,1 -> y          becomes        x -> HardSigmoid alpha=0.2 beta=0.5 -> y
 * </pre>
 *
 * Only if the chip is known to have HardSigmoid or the pass is asked for by name: some chips run the parts only.
 */
@AutoService(GraphPass.class)
public final class FuseHardSigmoid extends PatternPass {
    public FuseHardSigmoid() {
        super(
                "fuse_hard_sigmoid",
                "makes Clip(a * x + b, 0, 1) HardSigmoid, for chips that have it",
                Phase.FUSE,
                Pattern.op("Mul", "Div", "Clip"));
    }

    @Override
    protected void rewrite(Match match) {
        Product product = Product.of(match, match.root());
        if (product.operands().size() != 1 || !match.context().wants("HardSigmoid")) {
            return;
        }
        String last = product.operands().get(0);
        Node clip = match.producer(last).filter(n -> match.isReadOnce(last)).orElse(match.root());
        HardGate.of(match, clip)
                .filter(g -> clip.is("Clip")
                        && Scalars.close(g.gain() * product.factor(), 1)
                        && g.alpha() != 0
                        && isScaled(g, match.root())
                        && KnownShapes.same(match, g.input(), match.root().output()))
                .ifPresent(g -> match.replace(Node.of(
                        match.root().name(),
                        "HardSigmoid",
                        List.of(g.input()),
                        match.root().outputs(),
                        ImmutableMap.of(
                                "alpha", Attribute.of((float) g.alpha()), "beta", Attribute.of((float) g.beta())))));
    }

    /** A Clip of x itself, or of x and a summand, is one operator less than it would be with HardSigmoid's multiplication. */
    private static boolean isScaled(HardGate gate, Node root) {
        return !root.is("Clip") || gate.alpha() != 1;
    }
}
