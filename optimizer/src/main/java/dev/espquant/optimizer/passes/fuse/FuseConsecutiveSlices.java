package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.SliceParts;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Makes two Slice nodes that cut different axes one.
 *
 * <pre>
 * x -> Slice axis 2 step 2 -> Slice axis 3 step 2 -> y        becomes        x -> Slice axes 2,3 steps 2,2 -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveSlices extends PatternPass {
    public FuseConsecutiveSlices() {
        super(
                "fuse_consecutive_slices",
                "makes two Slice nodes of different axes one",
                Phase.FUSE,
                Pattern.op("Slice").input(0, Pattern.op("Slice").as("first").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node first = match.node("first");
        Optional<Integer> rank = KnownShapes.rank(match, first.output());
        rank.flatMap(r -> SliceParts.of(match, first, r)
                        .flatMap(a -> SliceParts.of(match, match.root(), r).flatMap(a::joined)))
                .ifPresent(parts -> match.replace(slice(match, first.inputs().get(0), parts)));
    }

    private static Node slice(Match match, String source, SliceParts parts) {
        Node root = match.root();
        if (match.opset() < 10) {
            return root.withInputs(List.of(source))
                    .withAttribute("starts", new Attribute.OfInts(parts.starts()))
                    .withAttribute("ends", new Attribute.OfInts(parts.ends()))
                    .withAttribute("axes", new Attribute.OfInts(parts.axes()));
        }
        String name = root.name();
        boolean plain = parts.steps().stream().allMatch(s -> s == 1);
        List<String> inputs = List.of(
                source,
                match.addConstant(name + "_starts", Tensor.vector(parts.starts().toArray())),
                match.addConstant(name + "_ends", Tensor.vector(parts.ends().toArray())),
                match.addConstant(name + "_axes", Tensor.vector(parts.axes().toArray())),
                plain
                        ? ""
                        : match.addConstant(
                                name + "_steps", Tensor.vector(parts.steps().toArray())));
        return root.withInputs(plain ? inputs.subList(0, 4) : inputs);
    }
}
