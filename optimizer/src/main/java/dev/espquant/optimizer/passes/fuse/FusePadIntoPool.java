package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ClipBounds;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PadArguments;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Lets a pool pad by itself what a Pad before it pads.
 *
 * <pre>
 * x -> Pad 0,0,1,1,0,0,1,1 -> AveragePool -> y        becomes        x -> AveragePool pads=[1,1,1,1] count_include_pad=1 -> y
 * </pre>
 *
 * Zeros before an AveragePool, negative infinity before a MaxPool, or zeros if what is padded is never negative; and only if the pool neither pads nor rounds sizes up nor dilates, and every
 * pad is smaller than the kernel, as runtimes ask for.
 */
@AutoService(GraphPass.class)
public final class FusePadIntoPool extends PatternPass {
    private static final ImmutableSet<String> NEVER_NEGATIVE =
            ImmutableSet.of("Abs", "HardSigmoid", "Relu", "Sigmoid", "Softmax", "Softplus");

    public FusePadIntoPool() {
        super(
                "fuse_pad_into_pool",
                "lets a pool do the padding before it",
                Phase.FUSE,
                Pattern.op("AveragePool", "MaxPool")
                        .onlyFirstOutput()
                        .where(FusePadIntoPool::isPlain)
                        .input(0, Pattern.op("Pad").as("pad")));
    }

    @Override
    protected void rewrite(Match match) {
        Node pool = match.root();
        Optional<PadArguments> pad = PadArguments.of(match, match.node("pad"))
                .filter(p -> isSpatial(p, 0)
                        ? pool.is("AveragePool")
                                || isNeverNegative(
                                        match, match.node("pad").inputs().get(0))
                        : pool.is("MaxPool") && isSpatial(p, Double.NEGATIVE_INFINITY));
        long[] kernel = pool.intsAttribute("kernel_shape").orElse(new long[0]);
        if (pad.isEmpty() || kernel.length != pad.get().rank() - 2) {
            return;
        }
        long[] pads = pad.get().addedTo(new long[2 * kernel.length]);
        boolean small = IntStream.range(0, pads.length).allMatch(i -> pads[i] < kernel[i % kernel.length]);
        if (small && (pool.is("MaxPool") || match.opset() >= 7)) {
            Node fused = pool.withInputs(List.of(match.node("pad").inputs().get(0)))
                    .withAttributes(Maps.filterKeys(pool.attributes(), name -> !name.equals("auto_pad")))
                    .withAttribute("pads", Attribute.ofInts(pads));
            match.replace(pool.is("MaxPool") ? fused : fused.withAttribute("count_include_pad", Attribute.of(1)));
        }
    }

    /** Every window has an element of the image, which is no smaller than a zero beside it. */
    private static boolean isNeverNegative(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.domain().isEmpty())
                .filter(n -> NEVER_NEGATIVE.contains(n.opType())
                        || (n.is("Clip")
                                && ClipBounds.of(n, match::constant)
                                        .filter(bounds -> bounds.min() >= 0)
                                        .isPresent()))
                .isPresent();
    }

    private static boolean isSpatial(PadArguments pad, double value) {
        return new PadArguments(pad.mode(), pad.begins(), pad.ends(), 0).isSpatialZeros() && pad.value() == value;
    }

    private static boolean isPlain(Node pool) {
        String mode = pool.textAttribute("auto_pad", "NOTSET");
        return (mode.equals("NOTSET") || mode.equals("VALID"))
                && LongStream.of(pool.intsAttribute("pads").orElse(new long[0])).allMatch(p -> p == 0)
                && LongStream.of(pool.intsAttribute("dilations").orElse(new long[0]))
                        .allMatch(d -> d == 1)
                && pool.intAttribute("ceil_mode", 0) == 0;
    }
}
