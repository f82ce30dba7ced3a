package dev.espquant.optimizer.passes.layout;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets whole regions of a graph work on data in the order of their neighbours, where that saves transpositions: exports from TensorFlow put
 * their channels last and wrap every convolution in a pair of Transpose nodes.
 *
 * <pre>
 * a -> Transpose p -> b; c -> Transpose p -> d; b, d -> Concat axis=3 -> Relu -> e;
 * e -> ReduceMean axes=1,2 -> y; e -> Transpose inverse(p) -> Conv -> z
 *
 *   becomes (p = 0,2,3,1)        a, c -> Concat axis=1 -> Relu -> e; e -> ReduceMean axes=2,3 -> y; e -> Conv -> z
 * </pre>
 *
 * A region is as large as the operators let it be that work on any order of axes: element by element, Concat, Split, Pad, Slice, Tile,
 * Resize, Softmax, reductions. It moves if the graph has fewer Transpose nodes afterwards, so that the pass comes to an end.
 */
@AutoService(GraphPass.class)
public final class CancelTransposes implements GraphPass {
    /** Exports mix two orders, there and back; a bound keeps the pass linear. */
    private static final int MAX_ORDERS = 8;

    @Override
    public String name() {
        return "cancel_transposes";
    }

    @Override
    public String summary() {
        return "lets regions between transposes work on the order of their neighbours";
    }

    @Override
    public Phase phase() {
        return Phase.NORMALIZE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        for (AxisOrder order : orders(graph)) {
            ImmutableList<Region> regions = apart(RegionFinder.find(LayoutScope.trial(graph, context, order)));
            if (!regions.isEmpty()) {
                regions.forEach(region -> context.fired(region.firstName()));
                return RegionRewriter.rewrite(graph, context, order, regions);
            }
        }
        return graph;
    }

    /** Regions of which no two have a Transpose in common; the others have their turn in the next sweep. */
    private static ImmutableList<Region> apart(ImmutableList<Region> regions) {
        ImmutableList.Builder<Region> result = ImmutableList.builder();
        Set<String> taken = new HashSet<>();
        for (Region region : regions) {
            List<String> names = region.transposes().stream().map(Node::output).toList();
            if (Collections.disjoint(taken, names)) {
                taken.addAll(names);
                result.add(region);
            }
        }
        return result.build();
    }

    private static ImmutableSet<AxisOrder> orders(Graph graph) {
        return graph.nodes().stream()
                .map(AxisOrder::of)
                .flatMap(Optional::stream)
                .filter(order -> !order.isIdentity())
                .flatMap(order -> Stream.of(order, order.inverse()))
                .distinct()
                .limit(MAX_ORDERS)
                .collect(ImmutableSet.toImmutableSet());
    }
}
