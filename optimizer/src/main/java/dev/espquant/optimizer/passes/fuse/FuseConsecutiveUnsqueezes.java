package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Axes;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Makes two Unsqueeze nodes one.
 *
 * <pre>
 * x [2,3] -> Unsqueeze 0 -> Unsqueeze 2 -> y [1,2,1,3]        becomes        x -> Unsqueeze 0,2 -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveUnsqueezes extends PatternPass {
    public FuseConsecutiveUnsqueezes() {
        super(
                "fuse_consecutive_unsqueezes",
                "makes two Unsqueeze nodes one",
                Phase.FUSE,
                Pattern.op("Unsqueeze").input(0, Pattern.op("Unsqueeze").as("first")));
    }

    @Override
    protected void rewrite(Match match) {
        Node first = match.node("first");
        String source = first.inputs().get(0);
        Optional<Integer> middle = KnownShapes.rank(match, first.output());
        Optional<Integer> last = KnownShapes.rank(match, match.root().output());
        if (middle.isPresent() && last.isPresent()) {
            Axes.of(match, first, middle.get())
                    .flatMap(inner ->
                            Axes.of(match, match.root(), last.get()).map(outer -> joined(inner, outer, last.get())))
                    .ifPresent(axes -> match.replace(Axes.with(match, match.root(), source, axes)));
        }
    }

    /** The axes of the second node and those of the first, counted where both have been put in. */
    private static long[] joined(long[] inner, long[] outer, int rank) {
        Set<Long> added = new TreeSet<>();
        LongStream.of(outer).forEach(added::add);
        long[] old = LongStream.range(0, rank).filter(i -> !added.contains(i)).toArray();
        LongStream.of(inner).forEach(i -> added.add(old[(int) i]));
        return added.stream().mapToLong(Long::longValue).toArray();
    }
}
