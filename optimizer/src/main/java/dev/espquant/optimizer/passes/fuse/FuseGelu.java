package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.ContributedNodes;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.Polynomial;
import dev.espquant.optimizer.passes.Product;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Makes a written-out Gelu one operator.
 *
 * <pre>
 * x * 0.5 * (1 + Erf(x / sqrt(2)))                                   becomes        x -> Gelu -> y
 * x * 0.5 * (1 + Tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))          becomes        x -> Gelu approximate=tanh -> y
 * </pre>
 *
 * In any order of the factors and with the powers written in any way. Before opset 20, which introduced Gelu, the result is {@code
 * com.microsoft.Gelu} or {@code FastGelu}, which ONNX Runtime has always had.
 */
@AutoService(GraphPass.class)
public final class FuseGelu extends PatternPass {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double TANH_LINEAR = Math.sqrt(2 / Math.PI);
    private static final double TANH_CUBIC = 0.044715 * TANH_LINEAR;

    public FuseGelu() {
        super("fuse_gelu", "makes Erf or Tanh and what is around it Gelu", Phase.FUSE, Pattern.op("Mul", "Div"));
    }

    @Override
    protected void rewrite(Match match) {
        Product product = Product.of(match, match.root());
        if (product.isOfTwo() && match.context().allows("Gelu")) {
            String first = product.operands().get(0);
            String second = product.operands().get(1);
            if (!fuse(match, product.factor(), first, second)) {
                fuse(match, product.factor(), second, first);
            }
        }
    }

    private static boolean fuse(Match match, double factor, String value, String gate) {
        Optional<Node> curve = curve(match, factor, gate);
        if (curve.isEmpty()
                || !Scalars.isFloat(match, value)
                || !KnownShapes.same(match, value, match.root().output())) {
            return false;
        }
        boolean tanh = curve.get().is("Tanh");
        Optional<Polynomial> inner = Polynomial.of(match, curve.get().inputs().get(0), value)
                .filter(p -> tanh ? p.is(0, TANH_LINEAR, 0, TANH_CUBIC) : p.is(0, ROOT_HALF));
        inner.ifPresent(p -> match.replace(gelu(match, value, tanh)));
        return inner.isPresent();
    }

    /** The Erf or Tanh in {@code factor * gate = 0.5 * (1 + curve)}. */
    private static Optional<Node> curve(Match match, double factor, String gate) {
        Optional<Node> sum = match.producer(gate).filter(n -> n.is("Add") && match.isReadOnce(gate));
        for (int i = 0; sum.isPresent() && i < 2; i++) {
            Optional<Node> curve = curve(match, sum.get().inputs().get(i));
            String inside = curve.map(Node::output).orElse("");
            if (curve.isPresent()
                    && Polynomial.of(match, gate, inside)
                            .filter(p -> p.is(0.5 / factor, 0.5 / factor))
                            .isPresent()) {
                return curve;
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> curve(Match match, String term) {
        return match.producer(term)
                .map(node -> Product.of(match, node))
                .filter(p -> p.operands().size() == 1)
                .flatMap(p -> match.producer(p.operands().get(0)))
                .filter(n -> n.is("Erf") || n.is("Tanh"));
    }

    private static Node gelu(Match match, String value, boolean tanh) {
        if (match.opset() < 20) {
            return ContributedNodes.unary(match, tanh ? "FastGelu" : "Gelu", value, ImmutableMap.of());
        }
        Node gelu = Node.of(
                match.root().name(), "Gelu", List.of(value), match.root().outputs());
        return tanh ? gelu.withAttribute("approximate", Attribute.of("tanh")) : gelu;
    }
}
