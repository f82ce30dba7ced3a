package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.ShapeNodes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes sizes that are picked from a shape constants, if these are known, whatever the others are.
 *
 * <pre>
 * x [N,3] -> Shape -> Gather 1 -> y -> Op        becomes        3 -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateShapeGather extends PatternPass {
    public EliminateShapeGather() {
        super(
                "eliminate_shape_gather",
                "makes known sizes that Gather picks from a shape constants",
                Phase.ELIMINATE,
                Pattern.op("Gather")
                        .where(gather -> gather.intAttribute("axis", 0) == 0)
                        .constants(1)
                        .input(0, Pattern.op("Shape").as("shape")));
    }

    @Override
    protected void rewrite(Match match) {
        Tensor indices = match.requiredConstant(match.root(), 1);
        Node shape = match.node("shape");
        if (indices.type().isInteger()) {
            ShapeNodes.listed(match, shape)
                    .flatMap(sizes -> picked(sizes, indices.toLongs()))
                    .flatMap(ShapeNodes::numbers)
                    .ifPresent(sizes -> ShapeNodes.replaceByConstant(match, sizes.reshaped(indices.sizes())));
        }
    }

    private static Optional<List<Dimension>> picked(List<Dimension> sizes, long[] indices) {
        List<Dimension> picked = new ArrayList<>();
        for (long index : indices) {
            long place = index < 0 ? index + sizes.size() : index;
            if (place < 0 || place >= sizes.size()) {
                return Optional.empty();
            }
            picked.add(sizes.get((int) place));
        }
        return Optional.of(picked);
    }
}
