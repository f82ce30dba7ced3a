package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes the maximum over all spatial axes a GlobalMaxPool, which chips have.
 *
 * <pre>
 * x [N,C,H,W] -> ReduceMax axes=2,3 keepdims=1 -> y        becomes        x -> GlobalMaxPool -> y
 * x [N,C,H,W] -> ReduceMax axes=2,3 keepdims=0 -> y        becomes        x -> GlobalMaxPool -> Flatten -> y
 * </pre>
 *
 * The second only for chips without ReduceMax, or by name: it is a node more. Not for three axes: there the reduction over the last one is mostly
 * part of something else.
 */
@AutoService(GraphPass.class)
public final class ReplaceReduceMaxWithGlobalMaxPool extends PatternPass {
    public ReplaceReduceMaxWithGlobalMaxPool() {
        super(
                "replace_reduce_max_with_global_max_pool",
                "makes ReduceMax over space GlobalMaxPool",
                Phase.NORMALIZE,
                Pattern.op("ReduceMax"));
    }

    @Override
    protected void rewrite(Match match) {
        SpatialReduction.toPool(match, "GlobalMaxPool");
    }
}
