package dev.espquant.lowering;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.FilterLayout;
import java.util.ArrayList;
import java.util.List;

/** Brings every filter into the order and under the sizes in which kernels read it; see {@link FilterPacking}. */
final class PackFilters implements LoweringStep {
    private final FilterLayout layout;

    PackFilters(FilterLayout layout) {
        this.layout = layout;
    }

    @Override
    public Draft apply(Draft draft) {
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        for (Node node : draft.nodes()) {
            boolean filter = (node.is("Conv") || node.is("Gemm") || node.is("MatMul"))
                    && draft.constants().containsKey(node.inputs().get(1));
            builder.node(filter ? packed(draft, node, builder) : node);
            node.outputs().forEach(output -> builder.value(output, draft.value(output)));
        }
        return builder.build();
    }

    private Node packed(Draft draft, Node node, DraftBuilder builder) {
        EspdlTensor weights = draft.constant(node.inputs().get(1));
        int lanes = layout.lanes(QuantType.is16(node) ? BitWidth.INT16 : BitWidth.INT8);
        FilterPacking packing = new FilterPacking(layout.blocked() ? lanes : 0);
        Tensor elements;
        boolean depthwise = node.is("Conv") && node.intAttribute("group", 1) > 1;
        int spatialAxes = 2;
        long channels;
        if (node.is("MatMul")) {
            elements = packing.matrices(weights.elements());
            channels = weights.elements().size(-1);
        } else {
            Tensor filter = node.is("Gemm") ? squared(weights.elements()) : weights.elements();
            spatialAxes = filter.rank() - 2;
            channels = filter.size(0);
            elements = depthwise ? packing.depthwise(filter) : packing.filter(filter);
        }
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(
                1,
                builder.filter(
                        weights.name(), elements, weights.exponents(), packing.name(spatialAxes, channels, depthwise)));
        return node.withInputs(inputs);
    }

    /** The matrix of a Gemm as a convolution by windows of one element. */
    private static Tensor squared(Tensor matrix) {
        return matrix.reshaped(matrix.size(0), matrix.size(1), 1, 1);
    }
}
