package dev.espquant.optimizer.passes.lower;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.List;

/** Makes Slice nodes in the form of the model's operator set. */
final class SlicedAxis {
    private SlicedAxis() {}

    /** A Slice from starts to ends on axes; the three have the same length. */
    static Node slice(Match match, String input, String output, long[] starts, long[] ends, long[] axes) {
        String name = match.context().freshName(output + "_slice");
        if (match.opset() < 10) {
            return Node.of(name, "Slice", List.of(input), List.of(output))
                    .withAttribute("starts", Attribute.ofInts(starts))
                    .withAttribute("ends", Attribute.ofInts(ends))
                    .withAttribute("axes", Attribute.ofInts(axes));
        }
        return Node.of(
                name,
                "Slice",
                List.of(
                        input,
                        match.addConstant(name + "_starts", Tensor.vector(starts)),
                        match.addConstant(name + "_ends", Tensor.vector(ends)),
                        match.addConstant(name + "_axes", Tensor.vector(axes))),
                List.of(output));
    }
}
