package dev.espquant.lowering;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Weights take over the Transpose that a flattened plane would need. Channels come last in memory, and ONNX flattens them first; where all that
 * reads the features are layers with constant weights, these expect the features as they lie. With x [N,H,W,C] in memory:
 *
 * <pre>{@code
 * x -> Flatten -> f -> Gemm W [M, C H W] -> y
 *
 *   becomes    x -> Flatten -> f' -> Gemm W' [M, H W C] -> y     where otherwise a Transpose would stand in front of Flatten
 * }</pre>
 *
 * Functions of one element may stand between. What lies between Flatten and layer gets other names than in the model, for it holds its elements in
 * another order.
 */
final class ReorderFeatures implements LoweringStep {
    private static final ImmutableSet<String> LAYERS = ImmutableSet.of("Gemm", "MatMul");

    /**
     * What was flattened.
     *
     * @param order in which the planes lie
     * @param sizes their sizes in ONNX
     */
    private record Planes(Permutation order, ImmutableLongArray sizes) {

        /** Constants of a row for each output: {@code [.., K]}. */
        Tensor rows(Tensor weights) {
            long[] split = sizes.toArray();
            split[0] = weights.size(0);
            return TensorTranspose.of(weights.reshaped(split), order).reshaped(weights.sizes());
        }

        /** Matrices with a column for each output: {@code [.., K, M]}. */
        Tensor columns(Tensor weights) {
            long[] split = Arrays.copyOf(sizes.toArray(), sizes.length() + 1);
            split[0] = Arrays.stream(weights.sizes()).limit(weights.rank() - 2L).reduce(1, (a, b) -> a * b);
            split[sizes.length()] = weights.size(-1);
            int[] axes = IntStream.concat(order.axes().stream(), IntStream.of(sizes.length()))
                    .toArray();
            return TensorTranspose.of(weights.reshaped(split), Permutation.of(axes))
                    .reshaped(weights.sizes());
        }
    }

    @Override
    public Draft apply(Draft draft) {
        List<Node> flattening = draft.nodes().stream()
                .filter(node -> flattensPlanes(draft, node))
                .toList();
        if (flattening.isEmpty()) {
            return draft;
        }
        LayoutScope layouts = AssignLayouts.scope(draft);
        ImmutableListMultimap<String, Node> readers = draft.readers();
        Map<String, Planes> features = new HashMap<>();
        for (Node node : flattening) {
            String input = node.inputs().get(0);
            Planes planes = new Planes(layouts.layout(input), draft.value(input).sizes());
            Permutation plain = Permutation.identity(planes.order().rank());
            if (planes.order().axes().get(0) == 0 && planes.order().movesData(plain, planes.sizes())) {
                wayToLayers(draft, readers, node.output())
                        .ifPresent(way -> way.forEach(value -> features.put(value, planes)));
            }
        }
        return features.isEmpty() ? draft : new Rewriting(draft, features).apply();
    }

    /** Whether a node makes one row of all the planes of each image. */
    private static boolean flattensPlanes(Draft draft, Node node) {
        if (!RuntimeOperators.readsMemoryOrder(node)
                || !draft.values().containsKey(node.inputs().get(0))) {
            return false;
        }
        ImmutableLongArray in = draft.value(node.inputs().get(0)).sizes();
        ImmutableLongArray out = draft.value(node.output()).sizes();
        return in.length() >= 3
                && out.length() >= 2
                && out.get(out.length() - 1) == product(in.subArray(1, in.length()))
                && product(out.subArray(0, out.length() - 1)) == in.get(0);
    }

    private static long product(ImmutableLongArray sizes) {
        return sizes.stream().reduce(1, (a, b) -> a * b);
    }

    /** A value and all that functions of one element make of it; empty if anything but a layer reads one of them, or nothing does. */
    private static Optional<Set<String>> wayToLayers(
            Draft draft, ImmutableListMultimap<String, Node> readers, String value) {
        Set<String> way = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            String next = open.remove();
            way.add(next);
            if (draft.outputs().contains(next) || readers.get(next).isEmpty()) {
                return Optional.empty();
            }
            for (Node reader : readers.get(next)) {
                if (RuntimeOperators.isElementwise(reader)) {
                    open.add(reader.output());
                } else if (!multiplies(draft, reader, next)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(way);
    }

    private static boolean multiplies(Draft draft, Node reader, String features) {
        return LAYERS.contains(reader.opType())
                && reader.inputs().get(0).equals(features)
                && draft.constants().containsKey(reader.inputs().get(1));
    }

    /** One pass over the nodes of a draft. */
    private static final class Rewriting {
        private final Draft draft;
        private final Map<String, Planes> features;
        private final DraftBuilder builder;
        private final Map<String, String> names = new HashMap<>();

        /** @param features by value: the planes in whose order its elements will lie */
        Rewriting(Draft draft, Map<String, Planes> features) {
            this.draft = draft;
            this.features = features;
            this.builder = DraftBuilder.startingFrom(draft);
        }

        Draft apply() {
            for (Node node : draft.nodes()) {
                Planes given = features.get(node.inputs().get(0));
                Planes made = features.get(node.output());
                if (given == null && made != null) {
                    write(flattening(node, made));
                } else if (given != null && made == null) {
                    write(multiplying(node, given));
                } else {
                    write(node);
                }
            }
            return builder.build();
        }

        /** Flattens the planes as they lie: behind a Transpose that {@link AssignLayouts} finds to move nothing. */
        private Node flattening(Node node, Planes planes) {
            DraftValue value = draft.value(node.inputs().get(0));
            String turned = builder.freeValue(node.output() + "_planes");
            builder.node(Node.of(
                            builder.freeNode(turned),
                            "Transpose",
                            node.inputs().subList(0, 1),
                            List.of(turned),
                            Map.of(QuantType.NAME, QuantType.of(value.type())))
                    .withAttribute("perm", LayoutScope.ints(planes.order())));
            builder.value(
                    turned,
                    DraftValue.of(value.type(), value.exponent(), planes.order().apply(value.sizes())));
            return withInput(node, 0, turned);
        }

        private Node multiplying(Node layer, Planes planes) {
            EspdlTensor weights = draft.constant(layer.inputs().get(1));
            Tensor elements = weights.elements();
            Tensor reordered = layer.is("Gemm") ? planes.rows(elements) : planes.columns(elements);
            return withInput(layer, 1, builder.constant(weights.name(), reordered, weights.exponents()));
        }

        private static Node withInput(Node node, int index, String name) {
            List<String> inputs = new ArrayList<>(node.inputs());
            inputs.set(index, name);
            return node.withInputs(inputs);
        }

        private void write(Node node) {
            List<String> outputs = node.outputs().stream().map(this::named).toList();
            builder.node(node.withInputs(node.inputs().stream()
                            .map(input -> names.getOrDefault(input, input))
                            .toList())
                    .withOutputs(outputs));
            for (int i = 0; i < outputs.size(); i++) {
                builder.value(outputs.get(i), draft.value(node.outputs().get(i)));
            }
        }

        private String named(String output) {
            return features.containsKey(output)
                    ? names.computeIfAbsent(output, name -> builder.freeValue(name + "_channels_last"))
                    : output;
        }
    }
}
