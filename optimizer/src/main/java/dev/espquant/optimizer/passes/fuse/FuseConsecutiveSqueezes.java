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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Makes two Squeeze nodes one.
 *
 * <pre>
 * x [1,2,1,3] -> Squeeze 0 -> Squeeze 1 -> y        becomes        x -> Squeeze 0,2 -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveSqueezes extends PatternPass {
    public FuseConsecutiveSqueezes() {
        super(
                "fuse_consecutive_squeezes",
                "makes two Squeeze nodes one",
                Phase.FUSE,
                Pattern.op("Squeeze").input(0, Pattern.op("Squeeze").as("first")));
    }

    @Override
    protected void rewrite(Match match) {
        Node first = match.node("first");
        String source = first.inputs().get(0);
        KnownShapes.rank(match, source)
                .flatMap(rank -> Axes.of(match, first, rank)
                        .flatMap(inner -> Axes.of(match, match.root(), rank - inner.length)
                                .map(outer -> joined(inner, outer, rank))))
                .ifPresent(axes -> match.replace(Axes.with(match, match.root(), source, axes)));
    }

    /** The axes of the first node and those of the second, counted where the first still had all of them. */
    private static long[] joined(long[] inner, long[] outer, int rank) {
        Set<Long> gone = new TreeSet<>();
        LongStream.of(inner).forEach(gone::add);
        long[] left = LongStream.range(0, rank).filter(i -> !gone.contains(i)).toArray();
        LongStream.of(outer).forEach(i -> gone.add(left[(int) i]));
        return gone.stream().mapToLong(Long::longValue).toArray();
    }
}
