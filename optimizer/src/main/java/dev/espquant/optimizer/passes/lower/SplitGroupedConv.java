package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.TensorMoves;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a convolution in groups one convolution for each group, for chips that know groups of one channel only.
 *
 * <pre>
 * x [N,4,H,W] -> Conv group=2 W [6,2,3,3] -> y
 *
 *   becomes        x -> Slice 0:2 -> Conv W[0:3] -> a;  x -> Slice 2:4 -> Conv W[3:6] -> b;  a, b -> Concat axis=1 -> y
 * </pre>
 *
 * Not for depthwise convolutions. Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class SplitGroupedConv extends PatternPass {
    public SplitGroupedConv() {
        super(
                "split_grouped_conv",
                "makes a grouped Conv one Conv for each group, for chips that need it",
                Phase.FINISH,
                Pattern.op("Conv").constants(1).optionalConstants(2).where(node -> node.intAttribute("group", 1) > 1));
    }

    @Override
    protected void rewrite(Match match) {
        Node conv = match.root();
        Tensor weights = match.requiredConstant(conv, 1);
        int group = Math.toIntExact(conv.intAttribute("group", 1));
        boolean wholeBytes = weights.type().bits() > 0 && weights.type().bits() % 8 == 0;
        if (weights.size(1) == 1
                || weights.size(0) % group != 0
                || !wholeBytes
                || !match.context().allows("Slice")
                || !match.context().refuses(conv)) {
            return;
        }
        List<Node> nodes = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < group; i++) {
            parts.add(part(match, weights, group, i, nodes));
        }
        nodes.add(Node.of(match.context().freshName(conv.name() + "_concat"), "Concat", parts, conv.outputs())
                .withAttribute("axis", Attribute.of(1)));
        match.replace(nodes.toArray(Node[]::new));
    }

    /** Adds the nodes of one group; gives its output. */
    private static String part(Match match, Tensor weights, int group, int index, List<Node> nodes) {
        Node conv = match.root();
        String suffix = "_group_" + index;
        String slice = match.context().freshName(conv.output() + suffix + "_input");
        String output = match.context().freshName(conv.output() + suffix);
        long inputs = weights.size(1);
        nodes.add(SlicedAxis.slice(
                match,
                conv.inputs().get(0),
                slice,
                new long[] {index * inputs},
                new long[] {(index + 1) * inputs},
                new long[] {1}));
        List<String> arguments = new ArrayList<>();
        arguments.add(slice);
        arguments.add(match.addConstant(conv.inputs().get(1) + suffix, rows(weights, group, index)));
        Optional<Tensor> bias = match.constant(conv, 2);
        bias.ifPresent(b -> arguments.add(match.addConstant(conv.inputs().get(2) + suffix, rows(b, group, index))));
        nodes.add(conv.withName(match.context().freshName(conv.name() + suffix))
                .withInputs(arguments)
                .withOutputs(List.of(output))
                .withAttribute("group", Attribute.of(1)));
        return output;
    }

    /** The part of a constant that belongs to a group, along the first axis. */
    private static Tensor rows(Tensor constant, int group, int index) {
        long[] sizes = constant.sizes();
        sizes[0] /= group;
        long[] strides = TensorMoves.strides(constant.sizes());
        return TensorMoves.view(constant, sizes, index * sizes[0] * strides[0], strides);
    }
}
