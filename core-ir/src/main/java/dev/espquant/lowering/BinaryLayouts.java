package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Operators of two operands that broadcast. Both lie in the order of one of them, channels last if one does; operands of different rank in that
 * of ONNX, as broadcasting joins axes from the end. Constants are brought to the rank of the result, moved, and lose leading axes of size 1.
 */
final class BinaryLayouts {
    private BinaryLayouts() {}

    static void place(Draft draft, Node node, LayoutScope scope) {
        int rank = draft.value(node.output()).sizes().length();
        Permutation layout = common(node, scope, rank);
        List<String> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            inputs.add(scope.isValue(input) ? value(scope, input, layout) : constant(scope.builder(), input, layout));
        }
        AssignLayouts.write(draft, node.withInputs(inputs), scope, layout);
    }

    private static Permutation common(Node node, LayoutScope scope, int rank) {
        List<Permutation> layouts =
                node.inputs().stream().filter(scope::isValue).map(scope::layout).toList();
        if (layouts.stream().anyMatch(layout -> layout.rank() != rank)) {
            return Permutation.identity(rank);
        }
        Optional<Permutation> channelsLast =
                layouts.stream().filter(Permutation::isChannelsLast).findFirst();
        return channelsLast
                .or(() -> layouts.stream().filter(l -> !l.isIdentity()).findFirst())
                .orElseGet(() -> Permutation.identity(rank));
    }

    private static String value(LayoutScope scope, String input, Permutation layout) {
        int rank = scope.layout(input).rank();
        return scope.hold(input, rank == layout.rank() ? layout : Permutation.identity(rank));
    }

    /** A constant operand in an order; one number stays as it is. */
    static String constant(DraftBuilder builder, String name, Permutation layout) {
        EspdlTensor constant = builder.constant(name);
        Tensor elements = constant.elements();
        if (elements.elementCount() == 1) {
            return builder.constant(name, elements.reshaped(1), constant.exponents());
        }
        long[] sizes = new long[layout.rank()];
        Arrays.fill(sizes, 1);
        System.arraycopy(elements.sizes(), 0, sizes, sizes.length - elements.rank(), elements.rank());
        Tensor moved = TensorTranspose.of(elements.reshaped(sizes), layout);
        return builder.constant(name, moved.reshaped(withoutLeadingOnes(moved.sizes())), constant.exponents());
    }

    private static long[] withoutLeadingOnes(long[] sizes) {
        ImmutableLongArray all = ImmutableLongArray.copyOf(sizes);
        int first = 0;
        while (first < sizes.length - 1 && sizes[first] == 1) {
            first++;
        }
        return all.subArray(first, sizes.length).toArray();
    }
}
