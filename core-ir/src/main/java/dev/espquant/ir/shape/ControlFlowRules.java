package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that run subgraphs: {@code If}, {@code Loop}, {@code Scan}. Each subgraph is inferred once. */
final class ControlFlowRules {
    private ControlFlowRules() {}

    /** {@code If}: what both branches agree on, or the branch that is taken if the condition is known. */
    static List<Inferred> branch(RuleContext node) {
        Optional<Boolean> condition = node.integer(0).map(c -> c != 0);
        List<Inferred> yes = condition.orElse(true) ? branch(node, "then_branch") : List.of();
        List<Inferred> no = condition.orElse(false) ? List.of() : branch(node, "else_branch");
        if (condition.isPresent()) {
            return condition.get() ? yes : no;
        }
        List<Inferred> common = new ArrayList<>();
        for (int i = 0; i < Math.min(yes.size(), no.size()); i++) {
            common.add(either(yes.get(i), no.get(i)));
        }
        return common;
    }

    /**
     * {@code Loop}: trip count, condition, carried values. A carried value may change its shape with every iteration, so the body sees only
     * its type; the result is what the start value and the body's output have in common.
     */
    static List<Inferred> loop(RuleContext node) {
        int carried = Math.max(0, node.inputCount() - 2);
        List<Inferred> bodyInputs = new ArrayList<>();
        bodyInputs.add(Inferred.of(DataType.INT64, Shape.of()));
        bodyInputs.add(Inferred.of(DataType.BOOL, Shape.of()));
        for (int i = 0; i < carried; i++) {
            bodyInputs.add(Inferred.of(node.type(2 + i), Optional.empty()));
        }
        List<Inferred> body = node.subgraph("body", bodyInputs).orElse(List.of());
        // A condition may end the loop early; without one the trip count is the number of iterations.
        Dimension trips = node.integer(0)
                .filter(count -> !node.has(1))
                .map(count -> Dimension.of(Math.max(0, count)))
                .orElse(Dimension.unknown());
        List<Inferred> outputs = new ArrayList<>();
        for (int i = 1; i < body.size(); i++) {
            outputs.add(i <= carried ? either(node.input(1 + i), body.get(i)) : stacked(body.get(i), trips, 0));
        }
        return outputs;
    }

    /** {@code Scan} (version 9 on): state values, then inputs whose scanned axis the body does not see. */
    static List<Inferred> scan(RuleContext node) {
        int scanned = (int) Math.max(0, Math.min(node.inputCount(), node.requiredInt("num_scan_inputs")));
        if (node.opset() < 9) {
            return List.of();
        }
        int states = node.inputCount() - scanned;
        List<Inferred> bodyInputs = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            bodyInputs.add(Inferred.of(node.input(i).type()));
        }
        Dimension steps = Dimension.unknown();
        for (int i = 0; i < scanned; i++) {
            Optional<Shape> shape = node.shape(states + i);
            if (shape.isPresent()) {
                int axis = node.axis(
                        listed(node, "scan_input_axes", i), shape.get().rank());
                steps = node.agree(steps, shape.get().dimension(axis), "scanned axes must have one length");
                List<Dimension> slice = new ArrayList<>(shape.get().dimensions());
                slice.remove(axis);
                bodyInputs.add(Inferred.of(node.type(states + i), Optional.of(Shape.of(slice))));
            } else {
                bodyInputs.add(Inferred.of(node.type(states + i), Optional.empty()));
            }
        }
        List<Inferred> body = node.subgraph("body", bodyInputs).orElse(List.of());
        List<Inferred> outputs = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            outputs.add(
                    i < states
                            ? either(node.input(i), body.get(i))
                            : stacked(body.get(i), steps, listed(node, "scan_output_axes", i - states)));
        }
        return outputs;
    }

    private static List<Inferred> branch(RuleContext node, String attribute) {
        return node.subgraph(attribute, List.of()).orElse(List.of());
    }

    private static Inferred either(Inferred a, Inferred b) {
        if (a.type().equals(b.type())) {
            return Inferred.of(a.type());
        }
        Optional<DataType> type =
                a.elementType().filter(t -> b.elementType().filter(t::equals).isPresent());
        return Inferred.of(type, Dimensions.either(a.shape(), b.shape()));
    }

    /** One result per step, stacked along a new axis. */
    private static Inferred stacked(Inferred one, Dimension steps, long axis) {
        return Inferred.of(one.elementType(), one.shape().map(s -> {
            long position = axis < 0 ? axis + s.rank() + 1 : axis;
            List<Dimension> all = new ArrayList<>(s.dimensions());
            all.add((int) Math.max(0, Math.min(s.rank(), position)), steps);
            return Shape.of(all);
        }));
    }

    private static long listed(RuleContext node, String attribute, int index) {
        return node.node()
                .intsAttribute(attribute)
                .filter(v -> index < v.length)
                .map(v -> v[index])
                .orElse(0L);
    }
}
