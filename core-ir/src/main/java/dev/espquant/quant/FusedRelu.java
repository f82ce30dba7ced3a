package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.List;
import java.util.function.Function;

/** Which layers of ESP-DL 3.x take in the Relu behind them: those whose only reader it is, in the same width. */
public final class FusedRelu {
    private static final ImmutableSet<String> LAYERS =
            ImmutableSet.of("Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization");

    private FusedRelu() {}

    /**
     * By the output of a layer: the output of its Relu.
     *
     * @param bits the width of a value
     */
    public static ImmutableMap<String, String> outputs(Graph graph, Function<String, BitWidth> bits) {
        ImmutableMap.Builder<String, String> fused = ImmutableMap.builder();
        for (Node node : graph.nodes()) {
            List<Node> readers = graph.consumers(node.output());
            if (node.domain().isEmpty()
                    && LAYERS.contains(node.opType())
                    && readers.size() == 1
                    && readers.get(0).is("Relu")
                    && !graph.isOutput(node.output())
                    && bits.apply(node.output()) == bits.apply(readers.get(0).output())) {
                fused.put(node.output(), readers.get(0).output());
            }
        }
        return fused.buildOrThrow();
    }
}
