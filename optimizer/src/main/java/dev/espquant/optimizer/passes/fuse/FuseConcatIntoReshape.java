package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Makes the computed target of a Reshape constant, if at most one size of the result is open.
 *
 * <pre>
 * x [N,8,2,2]; x -> Shape -> Gather 0 -> Unsqueeze -> n; n, 32 -> Concat -> t; x, t -> Reshape -> y [N,32]
 *
 *   becomes        x, [-1,32] -> Reshape -> y
 * </pre>
 *
 * The nodes that computed the target vanish with their last reader.
 */
@AutoService(GraphPass.class)
public final class FuseConcatIntoReshape extends PatternPass {
    public FuseConcatIntoReshape() {
        super(
                "fuse_concat_into_reshape",
                "makes a computed target of Reshape constant",
                Phase.FUSE,
                Pattern.op("Reshape"));
    }

    @Override
    protected void rewrite(Match match) {
        Node reshape = match.root();
        if (match.opset() < 5
                || reshape.input(1).isEmpty()
                || match.constant(reshape, 1).isPresent()) {
            return;
        }
        match.shape(reshape.output()).flatMap(FuseConcatIntoReshape::target).ifPresent(target -> {
            String name = match.addConstant(reshape.name() + "_shape", Tensor.vector(target));
            match.replace(reshape.withInputs(List.of(reshape.inputs().get(0), name)));
        });
    }

    /** The sizes with -1 for the one that is open; empty if there are two, or if a size of 0 makes -1 ambiguous. */
    private static Optional<long[]> target(Shape shape) {
        long[] sizes = shape.dimensions().stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : -1)
                .toArray();
        boolean clear = LongStream.of(sizes).filter(s -> s == -1).count() <= 1
                && LongStream.of(sizes).noneMatch(s -> s == 0);
        return clear ? Optional.of(sizes) : Optional.empty();
    }
}
