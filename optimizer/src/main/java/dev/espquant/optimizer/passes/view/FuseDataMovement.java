package dev.espquant.optimizer.passes.view;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes chains of nodes that only move data as short as they can be: Reshape, Flatten, Squeeze, Unsqueeze, Transpose, Slice, and Gather of
 * indices in a row.
 *
 * <pre>
 * x [1,48,8,8] -> Reshape [24,2,64] -> Transpose 1,0,2 -> Reshape [2,1,24,8,8] -> Gather 1 -> y
 *
 *   becomes        x -> Slice channels 1, 3, 5, ... -> y
 *
 * x [1,16,1,1] -> Transpose 0,2,3,1 -> y [1,1,1,16]                          becomes        x -> Reshape [1,1,1,16] -> y
 * x -> Reshape [1,4,16] -> Transpose 0,2,1 -> Reshape [1,4,4,4] -> y         becomes        x [1,4,4,4] -> Transpose 0,2,3,1 -> y
 * </pre>
 *
 * The graph never has more nodes or more Transpose nodes afterwards.
 */
@AutoService(GraphPass.class)
public final class FuseDataMovement extends PatternPass {
    /** A bound keeps the pass linear; what is left of a longer chain is found in the next sweep. */
    private static final int LONGEST_CHAIN = 8;

    private static final Comparator<Way> BEST_FIRST = Comparator.comparing(Way::nodes)
            .thenComparing(Way::transposes)
            .thenComparing(Way::shorter)
            .reversed();

    public FuseDataMovement() {
        super(
                "fuse_data_movement",
                "makes chains of nodes that only move data as short as they can be",
                Phase.FUSE,
                Pattern.op("Flatten", "Gather", "Reshape", "Slice", "Squeeze", "Transpose", "Unsqueeze")
                        .where(node -> node.outputs().size() == 1));
    }

    /**
     * Another way to the root's output.
     *
     * @param source where it starts
     * @param movements its nodes
     * @param dropped how many nodes go
     * @param transposes how many Transpose nodes go, less those that come
     * @param shorter how many nodes fewer lie between the source and the output
     */
    private record Way(String source, ImmutableList<Movement> movements, int dropped, long transposes, int shorter) {
        boolean pays() {
            return nodes() >= 0 && transposes >= 0 && (nodes() > 0 || transposes > 0 || shorter > 0);
        }

        int nodes() {
            return dropped - movements.size();
        }
    }

    @Override
    protected void rewrite(Match match) {
        List<Node> chain = chain(match);
        SizesInNumbers numbers = new SizesInNumbers();
        List<ImmutableLongArray> sizes = sizes(match, chain, numbers);
        MovementWriter writer = new MovementWriter(match, numbers);
        List<Way> ways = new ArrayList<>();
        for (int length = 1; length < sizes.size(); length++) {
            way(match, chain.subList(0, length), sizes)
                    .filter(way -> way.pays() && writer.canWrite(way.movements()))
                    .ifPresent(ways::add);
        }
        ways.sort(BEST_FIRST);
        for (Way way : ways) {
            if (writer.write(way.source(), way.movements())) {
                return;
            }
        }
    }

    /** The root and its producers that only move data, backwards. */
    private static List<Node> chain(Match match) {
        List<Node> chain = new ArrayList<>();
        Optional<Node> next = Optional.of(match.root());
        while (next.isPresent() && chain.size() < LONGEST_CHAIN) {
            match.context().step();
            chain.add(next.get());
            next = match.producer(next.get().inputs().get(0))
                    .filter(node -> node.outputs().size() == 1 && MovementNodes.isMovement(node));
        }
        return chain;
    }

    /** The sizes of the root's output, then those of the input of every node of a chain, as far as they are known. */
    private static List<ImmutableLongArray> sizes(Match match, List<Node> chain, SizesInNumbers numbers) {
        List<String> values = new ArrayList<>(List.of(match.root().output()));
        chain.forEach(node -> values.add(node.inputs().get(0)));
        List<ImmutableLongArray> sizes = new ArrayList<>();
        for (String value : values) {
            Optional<ImmutableLongArray> known = match.shape(value).flatMap(numbers::of);
            if (known.isEmpty()) {
                break;
            }
            sizes.add(known.get());
        }
        return sizes;
    }

    private static Optional<Way> way(Match match, List<Node> chain, List<ImmutableLongArray> sizes) {
        int length = chain.size();
        ImmutableLongArray source = sizes.get(length);
        Optional<View> view = Optional.of(View.of(source));
        for (int i = length - 1; i > 0 && view.isPresent(); i--) {
            ImmutableLongArray made = sizes.get(i);
            Node node = chain.get(i);
            view = view.flatMap(v -> MovementNodes.after(match, node, v, made));
        }
        if (!MovementNodes.keepsOrder(match.root())) {
            view = view.flatMap(v -> MovementNodes.after(match, match.root(), v, sizes.get(0)));
        }
        int dropped = dropped(match, chain);
        long transposes =
                chain.stream().limit(dropped).filter(n -> n.is("Transpose")).count();
        return view.flatMap(v -> Shortcut.find(source, v, sizes.get(0)))
                .map(movements -> new Way(
                        chain.get(length - 1).inputs().get(0),
                        movements,
                        dropped,
                        transposes
                                - movements.stream()
                                        .filter(m -> m instanceof Movement.Transpose)
                                        .count(),
                        length - movements.size()));
    }

    /** How many nodes of a chain nobody needs any more when the root is made in another way. */
    private static int dropped(Match match, List<Node> chain) {
        int dropped = 1;
        while (dropped < chain.size() && match.isReadOnce(chain.get(dropped).output())) {
            dropped++;
        }
        return dropped;
    }
}
