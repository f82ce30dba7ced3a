package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Normalizations and softmax: the first output is like the input. */
final class NormalizationRules {
    private NormalizationRules() {}

    /**
     * {@code BatchNormalization}: X {@code [N,C,...]}, then scale, B, mean and variance with one element per channel. The other outputs
     * (running statistics of training) are per channel, too. Up to opset 8, {@code spatial} 0 meant one parameter per element of a sample.
     */
    static List<Inferred> batch(RuleContext node) {
        if (node.opset() < 9 && !node.flag("spatial", true)) {
            return List.of(ElementwiseRules.sameAsFirst(node), node.input(3), node.input(4));
        }
        Dimension channels = channels(node, 1, 4);
        Inferred statistics = Inferred.of(node.type(3), Optional.of(Shape.of(List.of(channels))));
        return List.of(ElementwiseRules.sameAsFirst(node), statistics, statistics, statistics, statistics);
    }

    /** {@code InstanceNormalization}: scale and B have one element per channel. */
    static Inferred instance(RuleContext node) {
        channels(node, 1, 2);
        return ElementwiseRules.sameAsFirst(node);
    }

    /** {@code LayerNormalization}: mean and inverse deviation keep the axes before {@code axis}; the others become 1. */
    static List<Inferred> layer(RuleContext node) {
        Optional<DataType> stash = node.typeAttribute("stash_type").or(() -> Optional.of(DataType.FLOAT));
        Optional<Shape> statistics = node.shape(0).map(x -> {
            int axis = node.axis(node.node().intAttribute("axis", -1), x.rank());
            List<Dimension> kept = new ArrayList<>(x.dimensions().subList(0, axis));
            kept.addAll(Collections.nCopies(x.rank() - axis, Dimensions.ONE));
            return Shape.of(kept);
        });
        Inferred extra = Inferred.of(stash, statistics);
        return List.of(ElementwiseRules.sameAsFirst(node), extra, extra);
    }

    /** {@code RMSNormalization}: the type is that of the scale. */
    static Inferred rms(RuleContext node) {
        return Inferred.of(node.type(1).or(() -> node.type(0)), node.shape(0));
    }

    /** {@code Softmax}, {@code LogSoftmax}, {@code Hardmax}, {@code LpNormalization}: like the input, over an axis that must exist. */
    static Inferred alongAxis(RuleContext node) {
        node.shape(0)
                .filter(s -> s.rank() > 0)
                .ifPresent(s -> node.axis(node.node().intAttribute("axis", -1), s.rank()));
        return ElementwiseRules.sameAsFirst(node);
    }

    private static Dimension channels(RuleContext node, int from, int to) {
        Dimension channels =
                node.shape(0).filter(s -> s.rank() > 1).map(s -> s.dimension(1)).orElse(Dimension.unknown());
        for (int i = from; i <= to; i++) {
            Optional<Shape> parameter = node.shapeOfRank(i, 1);
            if (parameter.isPresent() && node.shape(0).filter(s -> s.rank() > 1).isPresent()) {
                channels = node.agree(
                        channels,
                        parameter.get().dimension(0),
                        "scale, bias and statistics have one element per channel");
            }
        }
        return channels;
    }
}
