package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Drops a node that only writes a shape differently before a Reshape that does so again.
 *
 * <pre>
 * x [2,3,4] -> Reshape [6,4] -> Reshape [8,-1] -> y        becomes        x -> Reshape [8,-1] -> y
 * </pre>
 *
 * Only if no size of the second target is 0, which would copy a size of what is dropped.
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveReshapes extends PatternPass {
    public FuseConsecutiveReshapes() {
        super(
                "fuse_consecutive_reshapes",
                "lets Reshape read what was before other nodes that only write a shape",
                Phase.FUSE,
                Pattern.op("Reshape")
                        .constants(1)
                        .input(
                                0,
                                Pattern.op("Reshape", "Flatten", "Squeeze", "Unsqueeze")
                                        .as("first")
                                        .readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Tensor target = match.requiredConstant(match.root(), 1);
        if (LongStream.of(target.toLongs()).noneMatch(size -> size == 0)) {
            match.replace(match.root()
                    .withInputs(List.of(
                            match.node("first").inputs().get(0),
                            match.root().inputs().get(1))));
        }
    }
}
