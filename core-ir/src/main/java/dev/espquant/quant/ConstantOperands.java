package dev.espquant.quant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.Optional;

/**
 * The constants of a node of ESP-DL 3.x that are integers with one exponent of their own, besides the weights of a {@link WeightedLayer}:
 *
 * <ul>
 *   <li>listed in tables: the slopes of a PRelu, both matrices of a GRU or LSTM, scales and offsets of a LayerNormalization;
 *   <li>not listed: operands of products, quotients, powers and remainders.
 * </ul>
 */
public final class ConstantOperands {
    private static final ImmutableMap<String, ImmutableList<Integer>> LISTED = ImmutableMap.of(
            "PRelu", ImmutableList.of(1),
            "GRU", ImmutableList.of(1, 2),
            "LSTM", ImmutableList.of(1, 2),
            "LayerNormalization", ImmutableList.of(1, 2));

    private static final ImmutableSet<String> OPERANDS = ImmutableSet.of("Mul", "Div", "Pow", "Mod");

    private ConstantOperands() {}

    /** Names of those that tables list, in the order of the node's inputs. */
    public static ImmutableList<String> listed(Graph graph, Node node) {
        return Optional.ofNullable(LISTED.get(node.opType()))
                .filter(inputs -> node.domain().isEmpty())
                .orElse(ImmutableList.of())
                .stream()
                .flatMap(i -> node.input(i).stream())
                .filter(name -> graph.initializer(name).isPresent())
                .collect(ImmutableList.toImmutableList());
    }

    /** Names of those that tables do not list. */
    public static ImmutableList<String> unlisted(Graph graph, Node node) {
        return node.domain().isEmpty() && OPERANDS.contains(node.opType())
                ? node.inputs().stream()
                        .filter(name -> graph.initializer(name).isPresent())
                        .collect(ImmutableList.toImmutableList())
                : ImmutableList.of();
    }

    /** Names of all of them. */
    public static ImmutableList<String> of(Graph graph, Node node) {
        return ImmutableList.<String>builder()
                .addAll(listed(graph, node))
                .addAll(unlisted(graph, node))
                .build();
    }

    /** Whether the listed constants of a node are matrices that it multiplies by. */
    public static boolean areMatrices(Node node) {
        return node.is("GRU") || node.is("LSTM");
    }
}
