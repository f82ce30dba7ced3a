package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Arrays;

/**
 * Removes arithmetic with the operand that changes nothing.
 *
 * <pre>
 * x, 0 -> Add -> y -> Op        becomes        x -> Op
 * </pre>
 *
 * Likewise x-0, x*1, x/1 and x^1, x and true, x or false, and the same with operands swapped where that makes no difference, unless the constant makes the result larger than x by broadcasting.
 */
@AutoService(GraphPass.class)
public final class EliminateNopWithUnit extends PatternPass {
    public EliminateNopWithUnit() {
        super(
                "eliminate_nop_with_unit",
                "removes x+0, x-0, x*1, x/1, x^1, x and true, x or false",
                Phase.ELIMINATE,
                Pattern.op("Add", "Sub", "Mul", "Div", "Pow", "And", "Or"));
    }

    @Override
    protected void rewrite(Match match) {
        Node node = match.root();
        boolean swaps = !node.is("Sub") && !node.is("Div") && !node.is("Pow");
        if (isUnit(match, node, 1)) {
            drop(match, node.inputs().get(0));
        } else if (swaps && isUnit(match, node, 0)) {
            drop(match, node.inputs().get(1));
        }
    }

    private static void drop(Match match, String operand) {
        if (KnownShapes.same(match, operand, match.root().output())) {
            match.bypass(operand);
        }
    }

    private static boolean isUnit(Match match, Node node, int input) {
        double unit = node.is("Add") || node.is("Sub") || node.is("Or") ? 0 : 1;
        return match.constant(node, input)
                .filter(t -> t.type().isInteger() || t.type() == DataType.FLOAT || t.type() == DataType.DOUBLE)
                .filter(t ->
                        t.elementCount() > 0 && Arrays.stream(t.toDoubles()).allMatch(v -> v == unit))
                .isPresent();
    }
}
