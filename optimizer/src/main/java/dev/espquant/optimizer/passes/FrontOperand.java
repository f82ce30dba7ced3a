package dev.espquant.optimizer.passes;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/**
 * A constant per channel that is combined with what a layer reads.
 *
 * @param source what the constant is combined with
 * @param perChannel the constant, one number per channel
 */
public record FrontOperand(String source, ImmutableDoubleArray perChannel) {

    /**
     * The constant operand of an Add or Mul in front of a layer.
     *
     * @param rank the rank of the layer's input
     * @param axis the axis of its channels
     * @param channels their number
     * @return empty if neither operand is a float32 constant, or the constant varies along other axes or makes the other operand larger
     */
    public static Optional<FrontOperand> of(Match match, Node node, int rank, int axis, long channels) {
        for (int i = 0; i < 2; i++) {
            String source = node.inputs().get(1 - i);
            Optional<double[]> perChannel =
                    match.constant(node, i).flatMap(c -> PerChannel.ofBroadcast(c, rank, axis, channels));
            if (perChannel.isPresent() && KnownShapes.same(match, source, node.output())) {
                return Optional.of(new FrontOperand(source, ImmutableDoubleArray.copyOf(perChannel.get())));
            }
        }
        return Optional.empty();
    }
}
