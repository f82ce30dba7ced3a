package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.ir.espdl.EspdlTensor;

/**
 * Gemm: rows of features by a filter of dimensions {@code [1, 1, C, N]}, which is a pointwise convolution. {@code transA} and {@code transB} are 0,
 * {@code alpha} and {@code beta} 1: the runtime asserts it. The arithmetic is in {@link LayerRule}.
 */
@AutoService(EspdlKernel.class)
public final class GemmKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Gemm");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        requirePlain(context);
        EspdlTensor filter = context.constant(1)
                .orElseThrow(() -> context.error("its filter is not constant", "fold constants before exporting"));
        ArrayType type = context.input(1);
        int[] in = context.input(0).toSizes();
        int rank = type.rank();
        context.require(rank >= 2 && in.length >= 1, "its operands have no two axes", "export the model again");
        int features = type.size(rank - 2);
        int outputs = type.size(rank - 1);
        context.require(
                in[in.length - 1] == features && type.count() == features * outputs,
                "its filter " + type.sizes() + " does not fit rows of " + in[in.length - 1],
                "export the model again");
        int[] out = in.clone();
        out[in.length - 1] = outputs;
        context.setOutput(0, out);
        FilterOrder order = FilterOrder.of(context, filter);
        int rows = EspdlArray.count(in) / Math.max(1, features);
        return EngineLayer.node(
                LayerShape.product(rows, features, outputs),
                LayerRule.of(context, type, outputs, order),
                Weights.of(EspdlArray.of(filter), 0, order.places(outputs, features, false), outputs),
                1,
                false);
    }

    private static void requirePlain(EspdlContext context) {
        context.require(
                context.node().intAttribute("transA", 0) == 0
                        && context.node().intAttribute("transB", 0) == 0
                        && context.node().floatAttribute("alpha", 1) == 1
                        && context.node().floatAttribute("beta", 1) == 1,
                "it has transA, transB, alpha or beta",
                "fold them into weights and biases when exporting");
    }
}
