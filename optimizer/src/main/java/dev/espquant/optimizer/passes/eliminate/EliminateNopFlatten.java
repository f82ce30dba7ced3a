package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes a Flatten of what is flat already.
 *
 * <pre>
 * x [N,K] -> Flatten axis=1 -> y -> Op        becomes        x -> Op
 * </pre>
 *
 * Likewise {@code axis=0} where N is 1.
 */
@AutoService(GraphPass.class)
public final class EliminateNopFlatten extends PatternPass {
    public EliminateNopFlatten() {
        super(
                "eliminate_nop_flatten",
                "removes Flatten of a tensor that is two-dimensional already",
                Phase.ELIMINATE,
                Pattern.op("Flatten"));
    }

    @Override
    protected void rewrite(Match match) {
        String input = match.root().inputs().get(0);
        long axis = match.root().intAttribute("axis", 1);
        if (match.shape(input).filter(shape -> isNop(shape, axis)).isPresent()) {
            match.bypass(input);
        }
    }

    private static boolean isNop(Shape shape, long axis) {
        if (shape.rank() != 2) {
            return false;
        }
        long fromStart = axis < 0 ? axis + 2 : axis;
        return fromStart == 1 || (fromStart == 0 && shape.dimension(0).equals(Dimension.of(1)));
    }
}
