package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.ShapeNodes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes Shape of a value whose sizes are all known a constant.
 *
 * <pre>
 * x [2,3] -> Shape -> y -> Op        becomes        2,3 -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateShapeOp extends PatternPass {
    public EliminateShapeOp() {
        super("eliminate_shape_op", "makes known shapes constants", Phase.ELIMINATE, Pattern.op("Shape"));
    }

    @Override
    protected void rewrite(Match match) {
        ShapeNodes.listed(match, match.root())
                .flatMap(ShapeNodes::numbers)
                .ifPresent(sizes -> ShapeNodes.replaceByConstant(match, sizes));
    }
}
