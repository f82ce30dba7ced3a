package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Makes two Transpose nodes one.
 *
 * <pre>
 * x -> Transpose perm=p -> Transpose perm=q -> y        becomes        x -> Transpose perm=p[q] -> y
 * </pre>
 *
 * What the two undo, the elimination of Transpose without effect removes.
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveTransposes extends PatternPass {
    public FuseConsecutiveTransposes() {
        super(
                "fuse_consecutive_transposes",
                "makes two Transpose nodes one",
                Phase.FUSE,
                Pattern.op("Transpose")
                        .where(node -> node.intsAttribute("perm").isPresent())
                        .input(
                                0,
                                Pattern.op("Transpose")
                                        .as("first")
                                        .where(node ->
                                                node.intsAttribute("perm").isPresent())));
    }

    @Override
    protected void rewrite(Match match) {
        Node first = match.node("first");
        long[] inner = first.intsAttribute("perm").orElseThrow();
        long[] outer = match.root().intsAttribute("perm").orElseThrow();
        if (inner.length == outer.length) {
            long[] joined = LongStream.of(outer).map(axis -> inner[(int) axis]).toArray();
            match.replace(match.root()
                    .withInputs(List.of(first.inputs().get(0)))
                    .withAttribute("perm", Attribute.ofInts(joined)));
        }
    }
}
