package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes the mean over all spatial axes a GlobalAveragePool, which chips have.
 *
 * <pre>
 * x [N,C,H,W] -> ReduceMean axes=2,3 keepdims=1 -> y        becomes        x -> GlobalAveragePool -> y
 * x [N,C,H,W] -> ReduceMean axes=2,3 keepdims=0 -> y        becomes        x -> GlobalAveragePool -> Flatten -> y
 * </pre>
 *
 * The second only for chips without ReduceMean, or by name: it is a node more. Not for three axes: there the mean over the last one is mostly
 * part of a layer normalization.
 */
@AutoService(GraphPass.class)
public final class ReplaceReduceMeanWithGlobalAveragePool extends PatternPass {
    public ReplaceReduceMeanWithGlobalAveragePool() {
        super(
                "replace_reduce_mean_with_global_average_pool",
                "makes ReduceMean over space GlobalAveragePool",
                Phase.NORMALIZE,
                Pattern.op("ReduceMean"));
    }

    @Override
    protected void rewrite(Match match) {
        SpatialReduction.toPool(match, "GlobalAveragePool");
    }
}
