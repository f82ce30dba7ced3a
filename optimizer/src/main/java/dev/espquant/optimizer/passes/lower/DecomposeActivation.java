package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.stream.Stream;

/**
 * Takes activations apart that a chip does not have: HardSigmoid, HardSwish, Swish, and Gelu by tanh.
 *
 * <pre>
 * x -> HardSigmoid alpha=a beta=b -> y          becomes        x -> Mul a -> Add b -> Clip 0,1 -> y
 * x -> HardSwish -> y                           becomes        x -> Add 3 -> Clip 0,6 -> g; x, g -> Mul -> Mul 1/6 -> y
 * x -> com.microsoft.QuickGelu alpha=1 -> y     becomes        x -> Sigmoid -> g; x, g -> Mul -> y
 * x -> Gelu approximate=tanh -> y               becomes        0.5 * x * (1 + Tanh(0.7979 * (x + 0.044715 * x * x * x))) -> y
 * </pre>
 *
 * Only if the chip does not run the node but its parts, or the pass is asked for by name. There are more nodes than before. Gelu by the error
 * function stays: no chip without Gelu has Erf.
 */
@AutoService(GraphPass.class)
public final class DecomposeActivation extends PatternPass {
    private static final ImmutableSet<String> OPERATORS =
            ImmutableSet.of("FastGelu", "Gelu", "HardSigmoid", "HardSwish", "QuickGelu", "Swish");

    public DecomposeActivation() {
        super(
                "decompose_activation",
                "makes HardSigmoid, HardSwish, Swish and Gelu by tanh simpler operators, for chips that need it",
                Phase.FINISH,
                Pattern.any().where(DecomposeActivation::isActivation));
    }

    private static boolean isActivation(Node node) {
        boolean known = node.domain().isEmpty() || node.domain().equals(StandardOperator.MICROSOFT);
        return known && OPERATORS.contains(node.opType()) && node.inputs().size() == 1;
    }

    @Override
    protected void rewrite(Match match) {
        Node root = match.root();
        String x = root.inputs().get(0);
        if (!Scalars.isFloat(match, x) || !match.context().refuses(root)) {
            return;
        }
        switch (root.opType()) {
            case "HardSigmoid" -> hardSigmoid(match, x);
            case "HardSwish" -> hardSwish(match, x);
            case "QuickGelu", "Swish" -> swish(match, x);
            default -> gelu(match, x);
        }
    }

    private static void hardSigmoid(Match match, String x) {
        if (has(match.context(), "Mul", "Add", "Clip")) {
            Steps steps = new Steps(match);
            String scaled = steps.add("Mul", x, match.root().floatAttribute("alpha", 0.2f));
            clip(match, steps, steps.add("Add", scaled, match.root().floatAttribute("beta", 0.5f)), 1);
            steps.replace();
        }
    }

    private static void hardSwish(Match match, String x) {
        if (has(match.context(), "Mul", "Add", "Clip")) {
            Steps steps = new Steps(match);
            String gate = clip(match, steps, steps.add("Add", x, 3), 6);
            steps.add("Mul", steps.add("Mul", x, gate), 1.0 / 6);
            steps.replace();
        }
    }

    private static void swish(Match match, String x) {
        if (has(match.context(), "Sigmoid", "Mul")) {
            float standard = match.root().domain().isEmpty() ? 1 : 1.702f;
            float alpha = match.root().floatAttribute("alpha", standard);
            Steps steps = new Steps(match);
            String gate = steps.add("Sigmoid", alpha == 1 ? x : steps.add("Mul", x, alpha));
            steps.add("Mul", x, gate);
            steps.replace();
        }
    }

    private static void gelu(Match match, String x) {
        boolean tanh = match.root().opType().equals("FastGelu")
                || match.root().textAttribute("approximate", "none").equals("tanh");
        if (tanh && has(match.context(), "Mul", "Add", "Tanh")) {
            Steps steps = new Steps(match);
            String cube = steps.add("Mul", steps.add("Mul", x, x), x);
            String line = steps.add("Add", x, steps.add("Mul", cube, 0.044715));
            String curve = steps.add("Tanh", steps.add("Mul", line, Math.sqrt(2 / Math.PI)));
            steps.add("Mul", steps.add("Mul", x, 0.5), steps.add("Add", curve, 1));
            steps.replace();
        }
    }

    /** Adds a Clip from 0 to a bound. */
    private static String clip(Match match, Steps steps, String input, double max) {
        if (match.opset() >= 11) {
            return steps.add("Clip", input, steps.number(0), steps.number(max));
        }
        String output = steps.add("Clip", input);
        steps.setLast(
                steps.last().withAttribute("min", Attribute.of(0f)).withAttribute("max", Attribute.of((float) max)));
        return output;
    }

    private static boolean has(PassContext context, String... operators) {
        return Stream.of(operators).allMatch(context::allows);
    }
}
