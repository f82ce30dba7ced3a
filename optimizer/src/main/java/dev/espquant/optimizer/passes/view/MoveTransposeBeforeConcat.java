package dev.espquant.optimizer.passes.view;

import com.google.auto.service.AutoService;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts tensors together in the order that is wanted instead of transposing them afterwards, where no element of the single tensors has to move.
 *
 * <pre>
 * a [N,8,33] -> Unsqueeze 1 -> c; b [N,8,33] -> Unsqueeze 1 -> d; c, d -> Concat axis=1 -> Transpose 0,2,1,3 -> y
 *
 *   becomes        a -> Reshape [-1,8,1,33] -> c; b -> Reshape [-1,8,1,33] -> d; c, d -> Concat axis=2 -> y
 * </pre>
 *
 * Only if the graph does not grow: all inputs of Concat but one come from Reshape and the like already.
 */
@AutoService(GraphPass.class)
public final class MoveTransposeBeforeConcat extends PatternPass {
    public MoveTransposeBeforeConcat() {
        super(
                "move_transpose_before_concat",
                "puts tensors together in the order that a Transpose behind Concat makes",
                Phase.FUSE,
                Pattern.op("Transpose")
                        .where(node -> node.intsAttribute("perm").isPresent())
                        .input(0, Pattern.op("Concat").as("concat").readOnce()));
    }

    @Override
    protected void rewrite(Match match) {
        Node concat = match.node("concat");
        long[] order = match.root().intsAttribute("perm").orElseThrow();
        long named = concat.intAttribute("axis", 0);
        long axis = named < 0 ? named + order.length : named;
        SizesInNumbers numbers = new SizesInNumbers();
        MovementWriter writer = new MovementWriter(match, numbers);
        List<String> sources = new ArrayList<>();
        List<Movement> movements = new ArrayList<>();
        int added = 0;
        for (String input : concat.inputs()) {
            Optional<Movement> reshape = reshape(match, input, order, numbers);
            if (reshape.isEmpty()) {
                return;
            }
            Optional<Node> reshaping = reshaping(match, input);
            added += reshaping.isPresent() ? 0 : 1;
            sources.add(reshaping.map(node -> node.inputs().get(0)).orElse(input));
            movements.add(reshape.get());
        }
        if (added <= 1 && writer.canWrite(movements)) {
            replace(match, writer, sources, movements, indexOf(order, axis));
        }
    }

    private static void replace(
            Match match, MovementWriter writer, List<String> sources, List<Movement> movements, int axis) {
        Node concat = match.node("concat");
        List<Node> nodes = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            String name = match.context().freshName(concat.inputs().get(i) + "_reshape");
            nodes.add(writer.node(name, movements.get(i), sources.get(i), name));
            inputs.add(name);
        }
        nodes.add(
                concat.withInputs(inputs).withOutputs(match.root().outputs()).withAttribute("axis", Attribute.of((long)
                        axis)));
        match.replace(nodes.toArray(new Node[0]));
    }

    /** A Reshape that does to a value what a Transpose would do; empty if elements have to move. */
    private static Optional<Movement> reshape(Match match, String value, long[] order, SizesInNumbers numbers) {
        return match.shape(value)
                .flatMap(numbers::of)
                .filter(sizes -> sizes.length() == order.length)
                .map(sizes -> View.of(sizes).transposed(order))
                .filter(view -> view.isWhole(view.count()))
                .map(view -> new Movement.Reshape(view.sizes()));
    }

    /** The node that makes a value by writing other sizes, if nobody else reads it. */
    private static Optional<Node> reshaping(Match match, String value) {
        return match.producer(value)
                .filter(node -> MovementNodes.isMovement(node) && MovementNodes.keepsOrder(node))
                .filter(node -> match.isReadOnce(value));
    }

    private static int indexOf(long[] order, long axis) {
        return ImmutableLongArray.copyOf(order).indexOf(axis);
    }
}
