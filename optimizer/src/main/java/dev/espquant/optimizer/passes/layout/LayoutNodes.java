package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.List;

/** Which nodes of a graph can work on data before the transposition of a scope. */
final class LayoutNodes {
    private LayoutNodes() {}

    /** Whether a rule applies to a node, and its data have the rank of the order. */
    static boolean isMovable(Node node, LayoutScope scope) {
        return LayoutRules.of(node).isPresent()
                && LayoutRules.dataInputs(node).stream().allMatch(i -> isMovable(node, i, scope))
                && LayoutRules.dataInputs(node).stream()
                        .anyMatch(i -> !isConstant(node.inputs().get(i), scope))
                && LayoutRules.of(node)
                        .flatMap(rule -> rule.before(node, scope))
                        .isPresent();
    }

    /** The data inputs of a node that are computed, each once, in order; single numbers have no layout and do not count. */
    static List<String> computedData(Node node, LayoutScope scope) {
        return LayoutRules.dataInputs(node).stream()
                .map(node.inputs()::get)
                .filter(v -> !isConstant(v, scope) && hasRank(v, scope))
                .distinct()
                .toList();
    }

    private static boolean isMovable(Node node, int input, LayoutScope scope) {
        String value = node.inputs().get(input);
        Tensor constant = scope.graph().initializer(value).orElse(null);
        if (constant == null) {
            return hasRank(value, scope)
                    || (!node.is("Concat")
                            && scope.shape(value).filter(s -> s.rank() == 0).isPresent());
        }
        boolean wholeBytes = constant.type().bits() > 0 && constant.type().bits() % 8 == 0;
        int rank = scope.order().rank();
        return wholeBytes && (node.is("Concat") ? constant.rank() == rank : constant.rank() <= rank);
    }

    static boolean isConstant(String value, LayoutScope scope) {
        return scope.graph().initializer(value).isPresent();
    }

    private static boolean hasRank(String value, LayoutScope scope) {
        return scope.shape(value).filter(s -> s.rank() == scope.order().rank()).isPresent();
    }
}
