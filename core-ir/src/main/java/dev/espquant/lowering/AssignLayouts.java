package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides in which order the axes of every value lie in memory. Convolutions, pools and their like want channels last; element by element
 * nothing matters, so that order flows on; axes of reductions, joins and slices are renumbered; what is left gets the order of ONNX. A graph
 * input that such a kernel meets first comes in that order, and a graph output leaves in the order that it has, as the vendor's exporter
 * does. Transposes of the model are absorbed, and one is written only where two orders meet.
 *
 * <p>Constant operands are moved with the values that they meet (the vendor's exporter leaves them as they are, which is wrong for
 * {@code [1, C, 1, 1]}).
 */
final class AssignLayouts implements LoweringStep {

    @Override
    public Draft apply(Draft draft) {
        return new OutputPlaces(draft, scope(draft)).finish();
    }

    /** Where every value of a draft will lie. */
    static LayoutScope scope(Draft draft) {
        LayoutScope scope = new LayoutScope(DraftBuilder.startingFrom(draft));
        InputLayouts inputs = new InputLayouts(draft);
        for (String input : draft.inputs()) {
            scope.define(input, draft.value(input).withLayout(inputs.of(input)));
        }
        draft.nodes().forEach(node -> place(draft, node, scope));
        return scope;
    }

    private static void place(Draft draft, Node node, LayoutScope scope) {
        if (node.is("Transpose")) {
            long[] perm = node.intsAttribute("perm").orElseThrow();
            scope.alias(
                    node.output(),
                    node.inputs().get(0),
                    Permutation.of(IntStream.range(0, perm.length)
                            .map(i -> (int) perm[i])
                            .toArray()));
        } else if (wantsChannelsLast(draft, node)) {
            int rank = draft.value(node.inputs().get(0)).sizes().length();
            emit(draft, node, scope, Permutation.channelsLast(rank));
        } else if (RuntimeOperators.isElementwise(node)) {
            emit(draft, node, scope, scope.layout(node.inputs().get(0)));
        } else if (RuntimeOperators.isBinary(node)) {
            BinaryLayouts.place(draft, node, scope);
        } else if (AxisLayouts.handles(draft, node)) {
            AxisLayouts.place(draft, node, scope);
        } else {
            restored(draft, node, scope);
        }
    }

    private static boolean wantsChannelsLast(Draft draft, Node node) {
        return RuntimeOperators.wantsChannelsLast(node)
                && draft.value(node.inputs().get(0)).sizes().length() >= 3;
    }

    /** All values that the node reads and gives lie in one order. */
    static void emit(Draft draft, Node node, LayoutScope scope, Permutation layout) {
        List<String> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(scope.isValue(input) ? scope.hold(input, layout) : input));
        write(draft, node.withInputs(inputs), scope, layout);
    }

    /** Writes a node whose inputs are tensors already; its outputs lie in an order. */
    static void write(Draft draft, Node node, LayoutScope scope, Permutation layout) {
        scope.builder().node(node);
        node.outputs()
                .forEach(output -> scope.define(output, draft.value(output).withLayout(layout)));
    }

    /** Operators that want the order of ONNX; Reshape and Flatten only if that makes a difference to the order of elements. */
    private static void restored(Draft draft, Node node, LayoutScope scope) {
        List<String> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            inputs.add(scope.isValue(input) ? held(node, input, scope) : input);
        }
        scope.builder().node(node.withInputs(inputs));
        node.outputs().forEach(output -> scope.define(output, draft.value(output)));
    }

    private static String held(Node node, String input, LayoutScope scope) {
        ImmutableLongArray sizes = scope.sizes(input);
        Permutation plain = Permutation.identity(sizes.length());
        LayoutScope.Place place = scope.place(input);
        boolean asItLies = RuntimeOperators.readsMemoryOrder(node)
                && !place.layout().movesData(plain, sizes)
                && keepsFlattening(node, place.layout(), sizes);
        return asItLies ? place.tensor() : scope.hold(input, plain);
    }

    /** Flatten splits sizes at an axis: the product of those before it must be the same in the other order. */
    private static boolean keepsFlattening(Node node, Permutation layout, ImmutableLongArray sizes) {
        if (!node.is("Flatten")) {
            return true;
        }
        int axis = (int) node.intAttribute("axis", 1);
        ImmutableLongArray memory = layout.apply(sizes);
        return product(memory, axis) == product(sizes, axis);
    }

    private static long product(ImmutableLongArray sizes, int end) {
        return sizes.subArray(0, end).stream().reduce(1, (a, b) -> a * b);
    }
}
