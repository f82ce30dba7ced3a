package dev.espquant.lowering;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that name axes: they work in any order, with their axes renumbered. */
final class AxisLayouts {
    private static final ImmutableSet<String> ONE_AXIS =
            ImmutableSet.of("Softmax", "LogSoftmax", "LpNormalization", "Split", "Concat");

    private AxisLayouts() {}

    static boolean handles(Draft draft, Node node) {
        return ONE_AXIS.contains(node.opType())
                || RuntimeOperators.isReduction(node)
                || node.is("Slice")
                || node.is("Pad")
                || (node.is("Gather") && indexAxes(draft, node) <= 1);
    }

    /** The axes that stand in place of the one that a Gather takes from. */
    private static int indexAxes(Draft draft, Node gather) {
        return draft.constant(gather.inputs().get(1)).elements().rank();
    }

    static void place(Draft draft, Node node, LayoutScope scope) {
        Permutation layout = common(node, scope);
        if (ONE_AXIS.contains(node.opType()) || node.is("Gather")) {
            int axis = layout.position((int) node.intAttribute("axis", 0));
            Node renumbered = node.withAttribute("axis", Attribute.of(axis)).withInputs(inputs(node, scope, layout));
            boolean drops = node.is("Gather") && indexAxes(draft, node) == 0;
            AssignLayouts.write(draft, renumbered, scope, drops ? without(layout, new long[] {axis}) : layout);
        } else if (node.is("Slice")) {
            long[] axes = positions(scope, node.inputs().get(3), layout);
            AssignLayouts.write(draft, with(node, scope, layout, 3, axes), scope, layout);
        } else if (node.is("Pad")) {
            AssignLayouts.write(draft, with(node, scope, layout, 1, pads(scope, node, layout)), scope, layout);
        } else {
            reduce(draft, node, scope, layout);
        }
    }

    /** Channels last if one of the values lies so, else the order of the first. */
    private static Permutation common(Node node, LayoutScope scope) {
        List<Permutation> layouts =
                node.inputs().stream().filter(scope::isValue).map(scope::layout).toList();
        return layouts.stream().filter(Permutation::isChannelsLast).findFirst().orElse(layouts.get(0));
    }

    private static List<String> inputs(Node node, LayoutScope scope, Permutation layout) {
        List<String> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            if (scope.isValue(input)) {
                inputs.add(scope.hold(input, layout));
            } else {
                inputs.add(node.is("Concat") ? joined(scope.builder(), input, layout) : input);
            }
        }
        return inputs;
    }

    private static String joined(DraftBuilder builder, String name, Permutation layout) {
        return builder.constant(
                name,
                TensorTranspose.of(builder.constant(name).elements(), layout),
                builder.constant(name).exponents());
    }

    private static void reduce(Draft draft, Node node, LayoutScope scope, Permutation layout) {
        long[] axes = positions(scope, node.inputs().get(1), layout);
        Arrays.sort(axes);
        boolean keeps = node.intAttribute("keepdims", 1) != 0;
        Permutation out = keeps ? layout : without(layout, axes);
        AssignLayouts.write(draft, with(node, scope, layout, 1, axes), scope, out);
    }

    /** The order of the axes that are left when some positions vanish. */
    private static Permutation without(Permutation layout, long[] positions) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < layout.rank(); i++) {
            if (Arrays.binarySearch(positions, i) < 0) {
                left.add(layout.axes().get(i));
            }
        }
        List<Integer> sorted = left.stream().sorted().toList();
        return new Permutation(ImmutableIntArray.copyOf(left.stream().mapToInt(sorted::indexOf)));
    }

    private static long[] positions(LayoutScope scope, String axes, Permutation layout) {
        return Arrays.stream(scope.builder().constant(axes).elements().toLongs())
                .map(axis -> layout.position((int) axis))
                .toArray();
    }

    private static long[] pads(LayoutScope scope, Node node, Permutation layout) {
        long[] given = scope.builder().constant(node.inputs().get(1)).elements().toLongs();
        int rank = layout.rank();
        long[] pads = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            pads[i] = given[layout.axes().get(i)];
            pads[rank + i] = given[rank + layout.axes().get(i)];
        }
        return pads;
    }

    /** The node in an order, with other numbers as one of its constant inputs. */
    private static Node with(Node node, LayoutScope scope, Permutation layout, int index, long[] numbers) {
        List<String> inputs = inputs(node, scope, layout);
        inputs.set(index, scope.builder().plain(node.inputs().get(index), Tensor.vector(numbers)));
        return node.withInputs(inputs);
    }
}
