package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
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
import java.util.Optional;

/**
 * Makes a value times its own hard sigmoid a HardSwish, from opset 14 on, which introduced it.
 *
 * <pre>
 * x -> HardSigmoid alpha=1/6 beta=0.5 -> g; x, g -> Mul -> y        becomes        x -> HardSwish -> y
 * x -> Add 3 -> Clip 0,6 -> g; x, g -> Mul -> Div 6 -> y            becomes        x -> HardSwish -> y
 * </pre>
 *
 * Likewise with the sixth as a factor, at any place of the product, and for a Clip from 0 to 1. Clip, Add and Mul are left alone unless the chip
 * is known to have HardSwish or the pass is asked for by name: some chips run the parts only.
 */
@AutoService(GraphPass.class)
public final class FuseHardSwish extends PatternPass {
    public FuseHardSwish() {
        super(
                "fuse_hard_swish",
                "makes x * HardSigmoid(x) HardSwish, and x * Clip(x + 3, 0, 6) / 6 for chips that have it",
                Phase.FUSE,
                Pattern.op("Mul", "Div"));
    }

    @Override
    protected void rewrite(Match match) {
        Product product = Product.of(match, match.root());
        if (match.opset() >= 14 && product.isOfTwo()) {
            String first = product.operands().get(0);
            String second = product.operands().get(1);
            if (isGated(match, product.factor(), first, second)) {
                fuse(match, first);
            } else if (isGated(match, product.factor(), second, first)) {
                fuse(match, second);
            }
        }
    }

    private static boolean isGated(Match match, double factor, String value, String gate) {
        Optional<Node> last = match.producer(gate)
                .filter(n -> match.isReadOnce(gate))
                .filter(n -> n.is("HardSigmoid")
                        ? match.context().allows("HardSwish")
                        : match.context().wants("HardSwish"));
        return last.flatMap(node -> HardGate.of(match, node))
                .filter(g -> g.input().equals(value) && g.isOfHardSwish() && Scalars.close(g.gain() * factor, 1))
                .isPresent();
    }

    private static void fuse(Match match, String value) {
        Node root = match.root();
        if (Scalars.isFloat(match, value) && KnownShapes.same(match, value, root.output())) {
            match.replace(Node.of(root.name(), "HardSwish", List.of(value), root.outputs()));
        }
    }
}
