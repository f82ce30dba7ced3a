package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ClipBounds;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Axes;
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
 * Makes a value divided by its own norm one operator.
 *
 * <pre>
 * x -> ReduceL2 axes=a -> Clip 1e-12 -> Expand -> n; x, n -> Div -> y        becomes        x -> LpNormalization axis=a p=2 -> y
 * </pre>
 *
 * Likewise ReduceL1 with p=1, the root of a sum of squares, Max for the lower bound, and without bound or Expand. The bound that keeps exporters'
 * code from dividing by zero may be 1e-6 at most: LpNormalization has none, and makes zeros of zeros.
 */
@AutoService(GraphPass.class)
public final class FuseLpNormalization extends PatternPass {
    private static final double LARGEST_BOUND = 1e-6;

    public FuseLpNormalization() {
        super("fuse_lp_normalization", "makes x / norm(x) LpNormalization", Phase.FUSE, Pattern.op("Div", "Mul"));
    }

    @Override
    protected void rewrite(Match match) {
        Optional<Quotient> quotient = Quotient.of(match, match.root());
        if (quotient.isEmpty() || !match.context().allows("LpNormalization")) {
            return;
        }
        String x = quotient.get().dividend();
        String norm = behindExpand(match, quotient.get().divisor());
        Optional<Node> reduction = reduction(match, bounded(match, norm), x);
        if (reduction.isPresent()
                && Scalars.isFloat(match, x)
                && KnownShapes.same(match, x, match.root().output())) {
            KnownShapes.rank(match, x)
                    .flatMap(rank -> Axes.of(match, reduction.get(), rank))
                    .filter(axes -> axes.length == 1 && reduction.get().intAttribute("keepdims", 1) == 1)
                    .ifPresent(axes -> match.replace(
                            normalization(match, x, axes[0], reduction.get().is("ReduceL1") ? 1 : 2)));
        }
    }

    private static Node normalization(Match match, String x, long axis, long p) {
        return Node.of(
                match.root().name(),
                "LpNormalization",
                List.of(x),
                match.root().outputs(),
                ImmutableMap.of("axis", Attribute.of(axis), "p", Attribute.of(p)));
    }

    private static String behindExpand(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.is("Expand"))
                .map(n -> n.inputs().get(0))
                .orElse(value);
    }

    /** What a tiny lower bound holds up; the value itself if there is none. */
    private static String bounded(Match match, String value) {
        Optional<Node> node = match.producer(value);
        if (node.filter(n -> n.is("Clip")).isPresent()) {
            return ClipBounds.of(node.get(), match::constant)
                    .filter(b -> b.min() >= 0 && b.min() <= LARGEST_BOUND && Double.isInfinite(b.max()))
                    .map(b -> node.get().inputs().get(0))
                    .orElse(value);
        }
        if (node.filter(n -> n.is("Max") && n.inputs().size() == 2).isPresent()) {
            for (int i = 0; i < 2; i++) {
                if (Scalars.of(match, node.get(), i)
                        .filter(b -> b >= 0 && b <= LARGEST_BOUND)
                        .isPresent()) {
                    return node.get().inputs().get(1 - i);
                }
            }
        }
        return value;
    }

    /** The reduction that makes a norm of x. */
    private static Optional<Node> reduction(Match match, String norm, String x) {
        Optional<Node> node = match.producer(norm);
        Optional<Node> direct = node.filter(n -> n.is("ReduceL1") || n.is("ReduceL2"));
        return direct.or(() -> node.filter(n -> n.is("Sqrt"))
                        .flatMap(n -> match.producer(bounded(match, n.inputs().get(0))))
                        .filter(n -> n.is("ReduceSum") || n.is("ReduceSumSquare")))
                .filter(n -> {
                    String summed = n.inputs().get(0);
                    return n.is("ReduceSum") ? Moments.squared(match, summed).equals(Optional.of(x)) : summed.equals(x);
                });
    }
}
