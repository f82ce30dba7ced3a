package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Multiplies a constant matrix before rows are cut out of it, so that the product of constants can be folded.
 *
 * <pre>
 * c -> Slice rows from s on; (that), w -> MatMul -> y        becomes        c, w -> MatMul -> Slice rows from s on -> y
 * </pre>
 *
 * Only where the bounds are computed, for otherwise the slice itself is folded; and only if the product is small enough to be folded.
 */
@AutoService(GraphPass.class)
public final class AdjustSliceAndMatmul extends PatternPass {
    public AdjustSliceAndMatmul() {
        super(
                "adjust_slice_and_matmul",
                "multiplies constants before they are cut",
                Phase.NORMALIZE,
                Pattern.op("MatMul")
                        .constants(1)
                        .input(
                                0,
                                Pattern.op("Slice")
                                        .as("slice")
                                        .readOnce()
                                        .constants(0, 3)
                                        .where(slice -> slice.input(1).isPresent()
                                                && slice.input(2).isPresent())));
    }

    @Override
    protected void rewrite(Match match) {
        Node slice = match.node("slice");
        Tensor rows = match.requiredConstant(slice, 0);
        Tensor weights = match.requiredConstant(match.root(), 1);
        boolean computed = match.constant(slice, 1).isEmpty()
                || match.constant(slice, 2).isEmpty()
                || (slice.input(4).isPresent() && match.constant(slice, 4).isEmpty());
        if (computed && weights.rank() == 2 && fits(match, rows, weights) && keepsColumns(match, slice, rows.rank())) {
            String product = match.context().freshName(match.root().output() + "_whole");
            List<String> inputs = new ArrayList<>(slice.inputs());
            inputs.set(0, product);
            match.replace(
                    match.root()
                            .withInputs(List.of(
                                    slice.inputs().get(0), match.root().inputs().get(1)))
                            .withOutputs(List.of(product)),
                    slice.withName(match.context().freshName(slice.name() + "_after"))
                            .withInputs(inputs)
                            .withOutputs(match.root().outputs()));
        }
    }

    private static boolean fits(Match match, Tensor rows, Tensor weights) {
        long count = rows.elementCount() / Math.max(1, rows.size(-1)) * weights.size(1);
        return count * rows.type().bits() / 8 <= match.context().maxConstantBytes();
    }

    private static boolean keepsColumns(Match match, Node slice, int rank) {
        Tensor axes = match.requiredConstant(slice, 3);
        return rank >= 2
                && axes.type().isInteger()
                && LongStream.of(axes.toLongs()).map(a -> a < 0 ? a + rank : a).allMatch(a -> a >= 0 && a < rank - 1);
    }
}
