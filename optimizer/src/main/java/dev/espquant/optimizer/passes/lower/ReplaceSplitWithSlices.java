package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes Split one Slice for each part that is used.
 *
 * <pre>
 * x [N,6,8] -> Split 2,4 axis=1 -> a, b        becomes        x -> Slice 0:2 -> a; x -> Slice 2:6 -> b
 * </pre>
 *
 * Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class ReplaceSplitWithSlices extends PatternPass {
    public ReplaceSplitWithSlices() {
        super(
                "replace_split_with_slices",
                "makes Split one Slice for each part, for chips that need it",
                Phase.FINISH,
                Pattern.op("Split"));
    }

    @Override
    protected void rewrite(Match match) {
        Node split = match.root();
        Optional<Shape> shape = match.shape(split.inputs().get(0));
        if (shape.isEmpty()
                || !match.context().allows("Slice")
                || !match.context().refuses(split)) {
            return;
        }
        long named = split.intAttribute("axis", 0);
        int axis = (int) (named < 0 ? named + shape.get().rank() : named);
        List<Node> slices = new ArrayList<>();
        long start = 0;
        for (String output : split.outputs()) {
            Optional<Long> size = match.shape(output).flatMap(s -> size(s, axis));
            if (size.isEmpty()) {
                return;
            }
            long end = start + size.get();
            boolean used = match.uses(output) > 0 || match.isPinned(output);
            if (used) {
                slices.add(SlicedAxis.slice(
                        match, split.inputs().get(0), output, new long[] {start}, new long[] {end}, new long[] {axis}));
            }
            start = end;
        }
        match.replace(slices.toArray(Node[]::new));
    }

    private static Optional<Long> size(Shape shape, int axis) {
        return axis < shape.rank() && shape.dimension(axis) instanceof Dimension.Fixed fixed
                ? Optional.of(fixed.size())
                : Optional.empty();
    }
}
