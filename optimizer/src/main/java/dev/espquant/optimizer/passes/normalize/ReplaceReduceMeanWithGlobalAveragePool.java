package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Axes;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Makes the mean over all spatial axes a GlobalAveragePool, which chips have. Not for three axes: there the mean over the last one is mostly part
 * of a layer normalization.
 *
 * <pre>
 * x [N,C,H,W] -> ReduceMean axes=2,3 keepdims=1 -> y        becomes        x -> GlobalAveragePool -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class ReplaceReduceMeanWithGlobalAveragePool extends PatternPass {
    public ReplaceReduceMeanWithGlobalAveragePool() {
        super(
                "replace_reduce_mean_with_global_average_pool",
                "makes ReduceMean over space GlobalAveragePool",
                Phase.NORMALIZE,
                Pattern.op("ReduceMean").where(node -> node.intAttribute("keepdims", 1) == 1));
    }

    @Override
    protected void rewrite(Match match) {
        Node mean = match.root();
        String input = mean.inputs().get(0);
        boolean isFloat = match.type(input)
                .flatMap(TensorType::elementType)
                .filter(t -> t == DataType.FLOAT)
                .isPresent();
        Optional<Integer> rank = KnownShapes.rank(match, input).filter(r -> r > 3 && isFloat);
        if (rank.flatMap(r -> Axes.of(match, mean, r))
                .filter(axes ->
                        Arrays.equals(axes, LongStream.range(2, rank.get()).toArray()))
                .isPresent()) {
            match.replace(Node.of(mean.name(), "GlobalAveragePool", List.of(input), mean.outputs()));
        }
    }
}
