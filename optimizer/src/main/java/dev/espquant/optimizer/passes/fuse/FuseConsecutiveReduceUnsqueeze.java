package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Axes;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets a reduction keep the axes that an Unsqueeze puts back behind it.
 *
 * <pre>
 * x -> ReduceMean axes=2,3 keepdims=0 -> Unsqueeze 2,3 -> y        becomes        x -> ReduceMean axes=2,3 keepdims=1 -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveReduceUnsqueeze extends PatternPass {
    public FuseConsecutiveReduceUnsqueeze() {
        super(
                "fuse_consecutive_reduce_unsqueeze",
                "lets a reduction keep the axes that are put back behind it",
                Phase.FUSE,
                Pattern.op("Unsqueeze")
                        .input(
                                0,
                                Pattern.op(
                                                "ReduceL1",
                                                "ReduceL2",
                                                "ReduceMax",
                                                "ReduceMean",
                                                "ReduceMin",
                                                "ReduceProd",
                                                "ReduceSum",
                                                "ReduceSumSquare")
                                        .as("reduce")
                                        .readOnce()
                                        .where(node -> node.intAttribute("keepdims", 1) == 0)));
    }

    @Override
    protected void rewrite(Match match) {
        Node reduce = match.node("reduce");
        Optional<Integer> rank = KnownShapes.rank(match, reduce.inputs().get(0));
        Optional<long[]> reduced = rank.flatMap(r -> Axes.of(match, reduce, r));
        Optional<long[]> restored = rank.flatMap(r -> Axes.of(match, match.root(), r));
        if (reduced.isPresent()
                && restored.isPresent()
                && reduced.get().length > 0
                && Arrays.equals(reduced.get(), restored.get())) {
            match.replace(reduce.withOutputs(match.root().outputs()).withAttribute("keepdims", Attribute.of(1)));
        }
    }
}
