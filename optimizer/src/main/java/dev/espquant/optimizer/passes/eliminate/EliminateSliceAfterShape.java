package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Dimension;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.ShapeNodes;
import dev.espquant.optimizer.passes.SliceParts;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a part of a shape a constant, if the sizes in it are known, whatever the others are.
 *
 * <pre>
 * x [N,3,8,8] -> Shape -> Slice 2:4 -> y -> Op        becomes        8,8 -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateSliceAfterShape extends PatternPass {
    public EliminateSliceAfterShape() {
        super(
                "eliminate_slice_after_shape",
                "makes known sizes that Slice takes from a shape constants",
                Phase.ELIMINATE,
                Pattern.op("Slice").input(0, Pattern.op("Shape").as("shape")));
    }

    @Override
    protected void rewrite(Match match) {
        SliceParts.of(match, match.root(), 1)
                .filter(parts -> parts.starts().length() == 1 && parts.steps().get(0) != 0)
                .ifPresent(parts -> ShapeNodes.listed(match, match.node("shape"))
                        .map(sizes -> taken(
                                sizes,
                                parts.starts().get(0),
                                parts.ends().get(0),
                                parts.steps().get(0)))
                        .flatMap(ShapeNodes::numbers)
                        .ifPresent(sizes -> ShapeNodes.replaceByConstant(match, sizes)));
    }

    private static List<Dimension> taken(List<Dimension> sizes, long start, long end, long step) {
        int count = sizes.size();
        List<Dimension> taken = new ArrayList<>();
        if (step > 0) {
            long last = clamp(end, count, 0, count);
            for (long i = clamp(start, count, 0, count); i < last; i += Math.min(step, count)) {
                taken.add(sizes.get((int) i));
            }
        } else if (count > 0) {
            // ONNX draws a start in front of the first element to it, where NumPy takes nothing.
            long last = clamp(end, count, -1, count - 1);
            for (long i = clamp(start, count, 0, count - 1); i > last; i += Math.max(step, -count)) {
                taken.add(sizes.get((int) i));
            }
        }
        return taken;
    }

    private static long clamp(long index, int count, long least, long most) {
        return Math.max(least, Math.min(most, index < 0 ? index + count : index));
    }
}
