package dev.espquant.optimizer.passes;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The axes of Squeeze, Unsqueeze and the reductions, which older operator sets give as an attribute and newer ones as an input. */
public final class Axes {
    private Axes() {}

    /** The axes of a node, counted from the start and sorted; empty if they are left out, computed or out of range. */
    public static Optional<long[]> of(Match match, Node node, int rank) {
        Optional<long[]> axes = node.intsAttribute("axes")
                .or(() -> match.constant(node, 1)
                        .filter(t -> t.type().isInteger())
                        .map(Tensor::toLongs));
        return axes.map(a ->
                        LongStream.of(a).map(i -> i < 0 ? i + rank : i).sorted().toArray())
                .filter(a -> LongStream.of(a).allMatch(i -> i >= 0 && i < rank));
    }

    /** A node with these axes and another first input, in the form in which it has its axes now. */
    public static Node with(Match match, Node node, String input, long[] axes) {
        if (node.attribute("axes").isPresent()) {
            return node.withInputs(List.of(input)).withAttribute("axes", Attribute.ofInts(axes));
        }
        String name = match.addConstant(node.name() + "_axes", Tensor.vector(axes));
        return node.withInputs(List.of(input, name));
    }
}
