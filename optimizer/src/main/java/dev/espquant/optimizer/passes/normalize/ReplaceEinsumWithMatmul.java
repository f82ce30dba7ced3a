package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes an Einsum that is a product of matrices MatMul.
 *
 * <pre>
 * a, b -> Einsum "bij,bjk->bik" -> y        becomes        a, b -> MatMul -> y
 * </pre>
 *
 * Only if both operands have the same batch axes, in the order that MatMul expects.
 */
@AutoService(GraphPass.class)
public final class ReplaceEinsumWithMatmul extends PatternPass {
    private static final java.util.regex.Pattern TERMS = java.util.regex.Pattern.compile(
            "(?<batch>[a-zA-Z]*)(?<row>[a-zA-Z])(?<inner>[a-zA-Z]),\\k<batch>\\k<inner>(?<column>[a-zA-Z])->\\k<batch>\\k<row>\\k<column>");

    public ReplaceEinsumWithMatmul() {
        super(
                "replace_einsum_with_matmul",
                "makes Einsum that multiplies matrices MatMul",
                Phase.NORMALIZE,
                Pattern.op("Einsum")
                        .where(node -> node.inputs().size() == 2 && isProduct(node.textAttribute("equation", ""))));
    }

    @Override
    protected void rewrite(Match match) {
        match.replace(Node.of(
                match.root().name(),
                "MatMul",
                match.root().inputs(),
                match.root().outputs()));
    }

    private static boolean isProduct(String equation) {
        java.util.regex.Matcher terms = TERMS.matcher(equation.replace(" ", ""));
        if (!terms.matches()) {
            return false;
        }
        String letters = terms.group("batch") + terms.group("row") + terms.group("inner") + terms.group("column");
        return letters.chars().distinct().count() == letters.length();
    }
}
