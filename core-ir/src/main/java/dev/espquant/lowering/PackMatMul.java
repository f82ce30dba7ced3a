package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.FilterLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The right operand of a MatMul lies as a filter does. Where it is computed at run time, operators in front of the MatMul bring it there:
 * {@code [..., C, N]} becomes {@code [..., N, C]} in memory, or, where filters are blocked by A channels, {@code [..., N/A, C, A]} followed by
 * the remaining channels plain. Its sizes stay {@code [..., C, N]}.
 */
final class PackMatMul implements LoweringStep {
    private final FilterLayout layout;

    PackMatMul(FilterLayout layout) {
        this.layout = layout;
    }

    @Override
    public Draft apply(Draft draft) {
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        for (Node node : draft.nodes()) {
            boolean dynamic =
                    node.is("MatMul") && builder.hasValue(node.inputs().get(1));
            builder.node(
                    dynamic
                            ? node.withInputs(List.of(node.inputs().get(0), new Operand(builder, node).packed()))
                            : node);
            node.outputs().forEach(output -> builder.value(output, draft.value(output)));
        }
        return builder.build();
    }

    /** The steps that pack one operand. */
    private final class Operand {
        private final DraftBuilder builder;
        private final String name;
        private final String base;
        private final DraftValue value;
        private final long[] batch;
        private final long channels;
        private final long columns;
        private final long lanes;

        Operand(DraftBuilder builder, Node matMul) {
            this.builder = builder;
            this.name = matMul.inputs().get(1);
            this.base = matMul.name() + "_packed";
            this.value = builder.value(name);
            long[] sizes = value.sizes().toArray();
            this.batch = LongStream.of(sizes).limit(sizes.length - 2L).toArray();
            this.channels = sizes[sizes.length - 2];
            this.columns = sizes[sizes.length - 1];
            this.lanes = layout.lanes(QuantType.is16(matMul) ? BitWidth.INT16 : BitWidth.INT8);
        }

        String packed() {
            long blocked = layout.blocked() ? columns / lanes * lanes : 0;
            String rows;
            if (blocked == 0) {
                rows = transpose(name, sizes(channels, columns));
            } else if (blocked == columns) {
                rows = blocks(reshape(name, sizes(channels, columns / lanes, lanes)));
            } else {
                String turned = transpose(name, sizes(channels, columns));
                String whole = slice(turned, 0, blocked);
                String split = reshape(whole, sizes(blocked / lanes, lanes, channels));
                String front =
                        reshape(transpose(split, builder.value(split).sizes().toArray()), sizes(blocked, channels));
                rows = concat(front, slice(turned, blocked, columns));
            }
            return reshape(rows, sizes(channels, columns));
        }

        /** {@code [..., C, N/A, A]} to {@code [..., N/A, C, A]}. */
        private String blocks(String input) {
            int rank = batch.length + 3;
            int[] order = IntStream.range(0, rank).toArray();
            order[rank - 3] = rank - 2;
            order[rank - 2] = rank - 3;
            return permute(input, order);
        }

        /** The last two axes change places. */
        private String transpose(String input, long[] sizes) {
            int rank = sizes.length;
            int[] order = IntStream.range(0, rank).toArray();
            order[rank - 2] = rank - 1;
            order[rank - 1] = rank - 2;
            return permute(input, order);
        }

        private String permute(String input, int[] order) {
            Permutation permutation = Permutation.of(order);
            return add(
                    "Transpose",
                    List.of(input),
                    permutation.apply(builder.value(input).sizes()).toArray(),
                    Map.of("perm", LayoutScope.ints(permutation)));
        }

        private String reshape(String input, long[] sizes) {
            String shape = builder.plain(base + "_shape", Tensor.vector(sizes));
            return add("Reshape", List.of(input, shape), sizes, Map.of("allowzero", Attribute.of(0)));
        }

        private String slice(String rows, long from, long to) {
            return add(
                    "Slice",
                    List.of(
                            rows,
                            builder.plain(base + "_starts", Tensor.vector(from)),
                            builder.plain(base + "_ends", Tensor.vector(to)),
                            builder.plain(base + "_axes", Tensor.vector(batch.length)),
                            builder.plain(base + "_steps", Tensor.vector(1))),
                    sizes(to - from, channels),
                    Map.of());
        }

        private String concat(String front, String rest) {
            return add(
                    "Concat",
                    List.of(front, rest),
                    sizes(columns, channels),
                    Map.of("axis", Attribute.of(batch.length)));
        }

        private String add(String opType, List<String> inputs, long[] sizes, Map<String, Attribute> attributes) {
            String output = builder.freeValue(base);
            Node node = Node.of(builder.freeNode(base), opType, inputs, List.of(output), attributes)
                    .withAttribute(QuantType.NAME, QuantType.of(value.type()));
            builder.node(node);
            builder.value(output, DraftValue.of(value.type(), value.exponent(), ImmutableLongArray.copyOf(sizes)));
            return output;
        }

        private long[] sizes(long... last) {
            return LongStream.concat(LongStream.of(batch), LongStream.of(last)).toArray();
        }
    }
}
