package dev.espquant.optimizer.passes.view;

import com.google.auto.service.AutoService;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.BatchNorm;
import dev.espquant.optimizer.passes.LayerWeights;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Folds what is done to each channel into the convolution even if its output is transposed or reshaped first.
 *
 * <pre>
 * x, W, b -> Conv -> Transpose 0,2,3,1 -> Reshape [-1,C] -> BatchNormalization -> y
 *
 *   becomes        x, W * f, (b - mean) * f + bias -> Conv -> Transpose 0,2,3,1 -> Reshape [-1,C] -> y
 *
 * x, W, b -> Conv -> Flatten -> Mul m [C] -> y        becomes        x, W * m, b * m -> Conv -> Flatten -> y
 * </pre>
 *
 * Likewise Add of a constant, and ConvTranspose. Only if nothing else reads what lies between.
 */
@AutoService(GraphPass.class)
public final class FuseAffineAcrossMovement extends PatternPass {
    private static final int LONGEST_CHAIN = 4;

    public FuseAffineAcrossMovement() {
        super(
                "fuse_affine_across_movement",
                "folds BatchNormalization, Mul and Add per channel into the Conv before nodes that only move its output",
                Phase.FUSE,
                Pattern.op("Add", "BatchNormalization", "Mul")
                        .where(node -> node.attribute("broadcast").isEmpty()
                                && node.attribute("axis").isEmpty()));
    }

    /** What is done to each channel: first multiplied, then added. */
    private record Affine(ImmutableDoubleArray factor, ImmutableDoubleArray offset) {
        static Affine of(double[] factor, double[] offset) {
            return new Affine(ImmutableDoubleArray.copyOf(factor), ImmutableDoubleArray.copyOf(offset));
        }
    }

    /** A convolution, what moves its output, and the axis of its channels behind that. */
    private record Moved(Node layer, List<Node> movements, int axis, int rank) {}

    @Override
    protected void rewrite(Match match) {
        int data = match.constant(match.root(), 0).isPresent() ? 1 : 0;
        Optional<Moved> found = moved(match, match.root().inputs().get(data));
        found.ifPresent(moved -> {
            Tensor weights = match.requiredConstant(moved.layer(), 1);
            Optional<Tensor> bias = match.constant(moved.layer(), 2);
            if (PerChannel.isFloat(weights) && bias.map(PerChannel::isFloat).orElse(true)) {
                affine(match, moved, LayerWeights.of(moved.layer(), weights).outputs())
                        .ifPresent(affine -> fold(match, moved, affine));
            }
        });
    }

    /** The convolution before a value, with constant weights, if only nodes that move data lie between and nobody else reads them. */
    private static Optional<Moved> moved(Match match, String value) {
        List<Node> movements = new ArrayList<>();
        Optional<Node> next = onlyReader(match, value);
        while (next.isPresent()
                && movements.size() < LONGEST_CHAIN
                && (next.get().is("Transpose") || isReshaping(next.get()))) {
            match.context().step();
            movements.add(0, next.get());
            next = onlyReader(match, next.get().inputs().get(0));
        }
        boolean layer = !movements.isEmpty()
                && next.filter(n -> n.is("Conv") || n.is("ConvTranspose")).isPresent()
                && match.constant(next.get(), 1).isPresent()
                && (next.get().input(2).isEmpty()
                        || match.constant(next.get(), 2).isPresent());
        return layer ? follow(match, next.get(), movements) : Optional.empty();
    }

    private static boolean isReshaping(Node node) {
        return MovementNodes.isMovement(node) && MovementNodes.keepsOrder(node);
    }

    private static Optional<Node> onlyReader(Match match, String value) {
        return match.isReadOnce(value) ? match.producer(value) : Optional.empty();
    }

    private static Optional<Moved> follow(Match match, Node layer, List<Node> movements) {
        SizesInNumbers numbers = new SizesInNumbers();
        OptionalInt axis = OptionalInt.of(1);
        Optional<ImmutableLongArray> sizes = match.shape(layer.output()).flatMap(numbers::of);
        for (Node node : movements) {
            Optional<ImmutableLongArray> after = match.shape(node.output()).flatMap(numbers::of);
            if (axis.isEmpty() || sizes.isEmpty() || after.isEmpty()) {
                return Optional.empty();
            }
            axis = ChannelAxis.behind(node, axis.getAsInt(), sizes.get(), after.get());
            sizes = after;
        }
        return axis.isPresent() && sizes.isPresent()
                ? Optional.of(
                        new Moved(layer, movements, axis.getAsInt(), sizes.get().length()))
                : Optional.empty();
    }

    private static Optional<Affine> affine(Match match, Moved moved, int channels) {
        Node root = match.root();
        if (root.is("BatchNormalization")) {
            boolean constant = BatchNorm.isConstant(match, root) && moved.axis() == 1;
            return (constant ? BatchNorm.of(match, root) : Optional.<BatchNorm>empty())
                    .filter(norm -> norm.channels() == channels)
                    .map(norm -> Affine.of(norm.factor(), norm.appliedTo(new double[channels])));
        }
        Optional<Tensor> constant = match.constant(root, 0).or(() -> match.constant(root, 1));
        Optional<double[]> numbers =
                constant.flatMap(c -> PerChannel.ofBroadcast(c, moved.rank(), moved.axis(), channels));
        return numbers.map(
                n -> root.is("Mul") ? Affine.of(n, new double[channels]) : Affine.of(PerChannel.ones(channels), n));
    }

    private static void fold(Match match, Moved moved, Affine affine) {
        Node layer = moved.layer();
        Optional<Tensor> bias = match.constant(layer, 2);
        double[] factor = affine.factor().toArray();
        Tensor weights =
                LayerWeights.of(layer, match.requiredConstant(layer, 1)).scaledPerOutput(factor);
        Tensor newBias = PerChannel.sum(
                bias.map(b -> PerChannel.scaled(b, 0, factor)), affine.offset().toArray());
        if (!PerChannel.isFinite(weights) || !PerChannel.isFinite(newBias)) {
            return;
        }
        List<Node> nodes = new ArrayList<>();
        String value = match.context().freshName(match.root().output() + "_layer");
        nodes.add(layer.withInputs(List.of(
                        layer.inputs().get(0),
                        match.updateConstant(layer.inputs().get(1), weights),
                        bias.isPresent()
                                ? match.updateConstant(layer.inputs().get(2), newBias)
                                : match.addConstant(layer.name() + "_bias", newBias)))
                .withOutputs(List.of(value)));
        match.type(layer.output()).ifPresent(type -> match.declare(nodes.get(0).output(), type));
        for (Node movement : moved.movements()) {
            boolean last = nodes.size() == moved.movements().size();
            String output = last
                    ? match.root().output()
                    : match.context().freshName(match.root().output() + "_moved");
            if (!last) {
                match.type(movement.output()).ifPresent(type -> match.declare(output, type));
            }
            List<String> inputs = new ArrayList<>(movement.inputs());
            inputs.set(0, nodes.get(nodes.size() - 1).output());
            nodes.add(movement.withInputs(inputs).withOutputs(List.of(output)));
        }
        match.replace(nodes.toArray(new Node[0]));
    }
}
