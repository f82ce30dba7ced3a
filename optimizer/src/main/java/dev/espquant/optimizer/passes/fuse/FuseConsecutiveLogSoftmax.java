package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Makes the logarithm of a softmax one operator, which is also more exact for small probabilities.
 *
 * <pre>
 * x -> Softmax axis=a -> Log -> y        becomes        x -> LogSoftmax axis=a -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveLogSoftmax extends PatternPass {
    public FuseConsecutiveLogSoftmax() {
        super(
                "fuse_consecutive_log_softmax",
                "makes Log of Softmax LogSoftmax",
                Phase.FUSE,
                Pattern.op("Log").input(0, Pattern.op("Softmax").as("softmax").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node softmax = match.node("softmax");
        match.replace(Node.of(
                match.root().name(),
                "LogSoftmax",
                softmax.inputs(),
                match.root().outputs(),
                softmax.attributes()));
    }
}
