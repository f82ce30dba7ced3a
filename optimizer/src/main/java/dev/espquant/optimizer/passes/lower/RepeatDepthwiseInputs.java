package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
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
 * Repeats the input channels of a depthwise convolution that makes several of each, for chips that make one.
 *
 * <pre>
 * x [N,2,H,W] -> Conv group=2 W [4,1,3,3] -> y
 *
 *   becomes        x -> Gather axis=1 (0,0,1,1) -> Conv group=4 W [4,1,3,3] -> y
 * </pre>
 *
 * Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class RepeatDepthwiseInputs extends PatternPass {
    public RepeatDepthwiseInputs() {
        super(
                "repeat_depthwise_inputs",
                "repeats input channels of a depthwise Conv that makes several of each, for chips that need it",
                Phase.FINISH,
                Pattern.op("Conv").constants(1).where(node -> node.intAttribute("group", 1) > 1));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.root();
        Tensor weights = match.requiredConstant(conv, 1);
        long group = conv.intAttribute("group", 1);
        long outputs = weights.size(0);
        if (weights.size(1) != 1
                || outputs == group
                || outputs % group != 0
                || !match.context().allows("Gather")
                || !match.context().refuses(conv)) {
            return;
        }
        long[] repeated =
                LongStream.range(0, outputs).map(n -> n / (outputs / group)).toArray();
        String channels = match.context().freshName(conv.inputs().get(0) + "_repeated");
        Node gather = Node.of(
                        match.context().freshName(conv.name() + "_gather"),
                        "Gather",
                        List.of(
                                conv.inputs().get(0),
                                match.addConstant(channels + "_channels", Tensor.vector(repeated))),
                        List.of(channels))
                .withAttribute("axis", Attribute.of(1));
        List<String> inputs = new ArrayList<>(conv.inputs());
        inputs.set(0, channels);
        match.replace(gather, conv.withInputs(inputs).withAttribute("group", Attribute.of(outputs)));
    }
}
