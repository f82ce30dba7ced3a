package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.inline.Splice;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;

/**
 * Puts the branch that is always taken in place of an If whose condition is constant.
 *
 * <pre>
 * true -> If (then: x -> Relu -> a; else: x -> Neg -> b) -> y        becomes        x -> Relu -> y
 * </pre>
 *
 * Nodes and values of the branch get new names where theirs are taken.
 */
@AutoService(GraphPass.class)
public final class EliminateIfWithConstCond extends PatternPass {
    public EliminateIfWithConstCond() {
        super(
                "eliminate_if_with_const_cond",
                "puts the branch that is taken in place of an If with constant condition",
                Phase.ELIMINATE,
                Pattern.op("If").constants(0));
    }

    @Override
    protected void rewrite(Match match) {
        Node choice = match.root();
        Tensor condition = match.requiredConstant(choice, 0);
        if (condition.type() == DataType.BOOL && condition.elementCount() == 1) {
            String branch = condition.toLongs()[0] != 0 ? "then_branch" : "else_branch";
            if (choice.attribute(branch).orElse(null) instanceof Attribute.OfGraph graph
                    && graph.value().outputs().size() >= choice.outputs().size()) {
                inline(match, graph.value());
            }
        }
    }

    private static void inline(Match match, Graph branch) {
        List<Node> nodes =
                Splice.nodes(match.root(), List.of(), branch, match.context()::freshName, match::addConstant);
        match.replace(nodes.toArray(Node[]::new));
    }
}
