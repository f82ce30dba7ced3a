package dev.espquant.optimizer.passes;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.List;
import java.util.Optional;

/** What a Shape node asks for: some of the sizes of a value, all of them before opset 15. */
public final class ShapeNodes {
    private ShapeNodes() {}

    /** The sizes that a Shape node lists, numbers or not; empty if the rank of its input is not known. */
    public static Optional<List<Dimension>> listed(Match match, Node shape) {
        return match.shape(shape.inputs().get(0)).map(known -> {
            int first = bound(shape.intAttribute("start", 0), known.rank());
            int last = bound(shape.intAttribute("end", known.rank()), known.rank());
            return known.dimensions().subList(first, Math.max(first, last));
        });
    }

    /** The sizes as a vector; empty if one of them is open. */
    public static Optional<Tensor> numbers(List<Dimension> sizes) {
        long[] values = new long[sizes.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(sizes.get(i) instanceof Dimension.Fixed fixed)) {
                return Optional.empty();
            }
            values[i] = fixed.size();
        }
        return Optional.of(Tensor.vector(values));
    }

    /** Lets the readers of the match's root read a constant instead; nothing happens if the root's value must keep its name. */
    public static void replaceByConstant(Match match, Tensor constant) {
        String output = match.root().output();
        if (!match.isPinned(output)) {
            match.bypass(match.addConstant(output + "_constant", constant));
        }
    }

    private static int bound(long index, int rank) {
        return (int) Math.max(0, Math.min(rank, index < 0 ? index + rank : index));
    }
}
