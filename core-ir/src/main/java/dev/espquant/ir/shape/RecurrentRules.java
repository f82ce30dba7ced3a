package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Optional;

/**
 * {@code RNN}, {@code GRU}, {@code LSTM}: X is {@code [sequence,batch,input]}, W {@code [directions,gates*hidden,input]}, R
 * {@code [directions,gates*hidden,hidden]}. With {@code layout} 1 (version 14) the batch comes first, in X and in all outputs.
 */
final class RecurrentRules {
    private RecurrentRules() {}

    /** Y with every step's hidden state, Y_h with the last one and, for LSTM, Y_c with the last cell state. */
    static List<Inferred> recurrent(RuleContext node) {
        Optional<DataType> type = node.commonType(0, 1, 2);
        Optional<Shape> x = node.shapeOfRank(0, 3);
        Optional<Shape> w = node.shapeOfRank(1, 3);
        boolean batchFirst = node.flag("layout", false);
        Dimension sequence = axis(x, batchFirst ? 1 : 0);
        Dimension batch = axis(x, batchFirst ? 0 : 1);
        Dimension directions = directions(node);
        Dimension hidden = hidden(node);
        if (x.isPresent() && w.isPresent()) {
            node.agree(x.get().dimension(2), w.get().dimension(2), "the input's last axis must match the weights'");
        }
        w.ifPresent(s -> node.agree(directions, s.dimension(0), "the weights must have one part per direction"));
        List<Dimension> all = batchFirst
                ? List.of(batch, sequence, directions, hidden)
                : List.of(sequence, directions, batch, hidden);
        List<Dimension> last = batchFirst ? List.of(batch, directions, hidden) : List.of(directions, batch, hidden);
        Inferred state = Inferred.of(type, Optional.of(Shape.of(last)));
        return List.of(Inferred.of(type, Optional.of(Shape.of(all))), state, state);
    }

    private static Dimension directions(RuleContext node) {
        return Dimension.of(node.node().textAttribute("direction", "forward").equals("bidirectional") ? 2 : 1);
    }

    private static Dimension hidden(RuleContext node) {
        Dimension fromWeights = axis(node.shapeOfRank(2, 3), 2);
        if (node.node().attribute("hidden_size").isEmpty()) {
            return fromWeights;
        }
        Dimension declared = node.dimension(node.requiredInt("hidden_size"), "hidden_size");
        return node.agree(declared, fromWeights, "hidden_size must be the last axis of the recurrence weights");
    }

    private static Dimension axis(Optional<Shape> shape, int axis) {
        return shape.map(s -> s.dimension(axis)).orElse(Dimension.unknown());
    }
}
