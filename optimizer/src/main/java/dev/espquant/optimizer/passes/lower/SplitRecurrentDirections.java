package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.TensorMoves;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Lets a recurrent layer that reads its sequence backwards, or in both directions, read it forward, for chips that know nothing else.
 *
 * <pre>
 * x [T,N,I] -> GRU bidirectional -> Y, Y_h
 *
 *   becomes        x -> GRU W[0] -> Y0, Y_h0;   x -> ReverseSequence -> GRU W[1] -> r, Y_h1;   r -> ReverseSequence -> Y1;
 *                  Y0, Y1 -> Concat axis=1 -> Y;   Y_h0, Y_h1 -> Concat axis=0 -> Y_h
 * </pre>
 *
 * The sequence has a known length, and each of a batch the same. Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class SplitRecurrentDirections extends PatternPass {
    private static final int REVERSE_SEQUENCE_OPSET = 10;

    /** Inputs with one part for each direction: weights, recurrent weights, biases, both initial states, peepholes. */
    private static final ImmutableSet<Integer> PARTED = ImmutableSet.of(1, 2, 3, 5, 6, 7);

    private static final int LENGTHS = 4;

    /** Lists with a part for each direction. */
    private static final ImmutableSet<String> PARTED_ATTRIBUTES =
            ImmutableSet.of("activations", "activation_alpha", "activation_beta");

    public SplitRecurrentDirections() {
        super(
                "split_recurrent_directions",
                "makes a GRU or LSTM that reads backwards one that reads a reversed sequence, for chips that need it",
                Phase.FINISH,
                Pattern.op("GRU", "LSTM")
                        .constants(1, 2)
                        .where(node ->
                                !node.textAttribute("direction", "forward").equals("forward")
                                        && node.intAttribute("layout", 0) == 0
                                        && node.input(LENGTHS).isEmpty()));
    }

    @Override
    protected void rewrite(Match match) {
        Node layer = match.root();
        OptionalLong steps = size(match, layer, 0);
        OptionalLong batch = size(match, layer, 1);
        boolean constant = PARTED.stream()
                .allMatch(i ->
                        layer.input(i).isEmpty() || match.constant(layer, i).isPresent());
        if (steps.isEmpty()
                || batch.isEmpty()
                || !constant
                || match.opset() < REVERSE_SEQUENCE_OPSET
                || PARTED_ATTRIBUTES.stream().anyMatch(name -> !isParted(layer, name))
                || !match.context().allows("ReverseSequence")
                || !match.context().refuses(layer)) {
            return;
        }
        new Directions(match, steps.getAsLong(), batch.getAsLong()).write();
    }

    private static OptionalLong size(Match match, Node layer, int axis) {
        return match.shape(layer.inputs().get(0))
                .filter(shape -> shape.rank() == 3)
                .map(shape -> shape.dimension(axis))
                .filter(Dimension.Fixed.class::isInstance)
                .map(fixed -> OptionalLong.of(((Dimension.Fixed) fixed).size()))
                .orElse(OptionalLong.empty());
    }

    /** Whether a list is absent, or names that are the same in every direction. */
    private static boolean isParted(Node layer, String attribute) {
        return layer.attribute(attribute).isEmpty()
                || (layer.attribute(attribute).get() instanceof Attribute.OfStrings names
                        && names.values().size() % directions(layer) == 0);
    }

    private static int directions(Node layer) {
        return layer.textAttribute("direction", "").equals("bidirectional") ? 2 : 1;
    }

    /** The nodes of all directions of one layer. */
    private static final class Directions {
        private final Match match;
        private final Node layer;
        private final long steps;
        private final long batch;
        private final List<Node> nodes = new ArrayList<>();

        Directions(Match match, long steps, long batch) {
            this.match = match;
            this.layer = match.root();
            this.steps = steps;
            this.batch = batch;
        }

        void write() {
            int count = directions(layer);
            List<List<String>> outputs = new ArrayList<>();
            for (int direction = 0; direction < count; direction++) {
                // The last direction reads backwards: the only one of a reverse layer, the second of a bidirectional
                // one.
                outputs.add(direction(direction, direction == count - 1, count));
            }
            for (int i = 0; i < layer.outputs().size(); i++) {
                String output = layer.outputs().get(i);
                if (count > 1 && !output.isEmpty()) {
                    int index = i;
                    List<String> parts =
                            outputs.stream().map(all -> all.get(index)).toList();
                    // Directions are the second axis of the sequence, and the first of states.
                    nodes.add(Node.of(fresh(output + "_concat"), "Concat", parts, List.of(output))
                            .withAttribute("axis", Attribute.of(i == 0 ? 1 : 0)));
                }
            }
            match.replace(nodes.toArray(Node[]::new));
        }

        /** Adds the layer of one direction; gives its outputs in the order of the sequence. */
        private List<String> direction(int index, boolean backwards, int count) {
            String suffix = "_direction_" + index;
            List<String> inputs = new ArrayList<>(layer.inputs());
            PARTED.stream()
                    .filter(i -> layer.input(i).isPresent())
                    .forEach(i -> inputs.set(i, match.addConstant(layer.inputs().get(i) + suffix, part(i, index))));
            if (backwards) {
                inputs.set(
                        0, reversed(layer.inputs().get(0), fresh(layer.inputs().get(0) + "_reversed"), batch));
            }
            List<String> outputs = new ArrayList<>();
            for (String output : layer.outputs()) {
                boolean own = output.isEmpty() || (count == 1 && !outputs.isEmpty());
                outputs.add(own ? output : fresh(output + suffix));
            }
            if (outputs.get(0).isEmpty()) {
                outputs.set(0, fresh(layer.name() + suffix + "_sequence"));
            }
            Node one = layer.withName(fresh(layer.name() + suffix))
                    .withInputs(inputs)
                    .withOutputs(outputs)
                    .withAttribute("direction", Attribute.of("forward"));
            nodes.add(withActivations(one, index, count));
            if (backwards && !layer.output().isEmpty()) {
                String last = count == 1 ? layer.output() : fresh(layer.output() + suffix + "_reversed");
                outputs.set(0, reversed(outputs.get(0), last, 1));
            }
            return outputs;
        }

        private Tensor part(int input, int direction) {
            Tensor all = match.requiredConstant(layer, input);
            long[] sizes = all.sizes();
            long[] strides = TensorMoves.strides(sizes);
            sizes[0] = 1;
            return TensorMoves.view(all, sizes, direction * strides[0], strides);
        }

        /** Axis 1 holds the batch of the input, and the one direction of what a layer gives. */
        private String reversed(String value, String output, long rows) {
            long[] lengths = new long[Math.toIntExact(rows)];
            Arrays.fill(lengths, steps);
            nodes.add(Node.of(
                            fresh(output + "_reverse"),
                            "ReverseSequence",
                            List.of(value, match.addConstant(output + "_lengths", Tensor.vector(lengths))),
                            List.of(output))
                    .withAttribute("batch_axis", Attribute.of(1))
                    .withAttribute("time_axis", Attribute.of(0)));
            return output;
        }

        private Node withActivations(Node one, int index, int count) {
            if (!(layer.attribute("activations").orElse(null) instanceof Attribute.OfStrings names)) {
                return one;
            }
            int each = names.values().size() / count;
            return one.withAttribute(
                    "activations",
                    new Attribute.OfStrings(
                            ImmutableList.copyOf(names.values().subList(index * each, (index + 1) * each))));
        }

        private String fresh(String name) {
            return match.context().freshName(name);
        }
    }
}
