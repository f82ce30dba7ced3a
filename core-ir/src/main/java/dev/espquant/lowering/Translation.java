package dev.espquant.lowering;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.QuantizedGraph;

/** Every node of a quantized graph in the runtime's operators and attributes; axes are still those of ONNX. */
final class Translation {
    private static final ImmutableMap<String, NodeTranslator> TRANSLATORS = translators();

    private Translation() {}

    /** @param quantized a model for ESP-DL 3.x, all sizes known */
    static Draft of(QuantizedGraph quantized) {
        DraftBuilder draft = DraftBuilder.reserving(quantized.graph().valueNames());
        for (ValueInfo input : quantized.graph().inputs()) {
            draft.input(input.name(), new NodeContext(quantized, NO_NODE, draft).declared(input.name()));
        }
        for (Node node : quantized.graph().nodes()) {
            translate(new NodeContext(quantized, node, draft));
        }
        quantized.graph().outputs().forEach(output -> draft.output(output.name()));
        return draft.build();
    }

    /** The standard operators that have a form. */
    static ImmutableSet<String> operators() {
        return TRANSLATORS.keySet();
    }

    private static final Node NO_NODE = Node.of("", "", java.util.List.of(), java.util.List.of());

    private static void translate(NodeContext context) {
        StandardOperator.of(context.node())
                .map(TRANSLATORS::get)
                .orElseThrow(() ->
                        context.error("there is no form of it for ESP-DL 3.x").buildUnsupported())
                .translate(context);
    }

    private static ImmutableMap<String, NodeTranslator> translators() {
        ImmutableMap.Builder<String, NodeTranslator> table = ImmutableMap.builder();
        table.put("Conv", WeightedTranslators::convolution);
        table.put("ConvTranspose", TransposedConvolution::translate);
        table.put("BatchNormalization", WeightedTranslators::batchNormalization);
        table.put("Gemm", WeightedTranslators::gemm);
        table.put("MatMul", WeightedTranslators::matMul);
        table.put("AveragePool", PoolTranslators::average);
        table.put("MaxPool", PoolTranslators::max);
        table.put("GlobalAveragePool", PoolTranslators::globalAverage);
        table.put("GlobalMaxPool", PoolTranslators::globalMax);
        table.put("Clip", ElementwiseTranslators::clip);
        table.put("Max", ElementwiseTranslators::oneBound);
        table.put("Min", ElementwiseTranslators::oneBound);
        table.put("PRelu", ElementwiseTranslators::slopes);
        table.put("Softmax", SoftmaxTranslator::translate);
        table.put("LogSoftmax", SoftmaxTranslator::translate);
        table.put("LayerNormalization", NormTranslators::layer);
        table.put("RMSNormalization", NormTranslators::rootMeanSquare);
        table.put("LpNormalization", NormTranslators::lp);
        table.put("GRU", RecurrentTranslator::translate);
        table.put("LSTM", RecurrentTranslator::translate);
        table.put("Not", ElementwiseTranslators::unary);
        table.put("Identity", MovementTranslators::identity);
        table.put("Dropout", MovementTranslators::identity);
        table.put("Concat", MovementTranslators::concat);
        table.put("Split", MovementTranslators::split);
        table.put("Slice", MovementTranslators::slice);
        table.put("Pad", MovementTranslators::pad);
        table.put("Transpose", MovementTranslators::transpose);
        table.put("Reshape", MovementTranslators::reshape);
        table.put("Flatten", MovementTranslators::flatten);
        table.put("Squeeze", MovementTranslators::squeeze);
        table.put("Unsqueeze", MovementTranslators::unsqueeze);
        table.put("Gather", MovementTranslators::gather);
        table.put("Resize", MovementTranslators::resize);
        table.put("ScatterND", MovementTranslators::scatter);
        table.put("ReverseSequence", MovementTranslators::reverse);
        table.put("DepthToSpace", MovementTranslators::blocks);
        table.put("SpaceToDepth", MovementTranslators::blocks);
        RuntimeOperators.BINARY.forEach(op -> table.put(op, ElementwiseTranslators::binary));
        RuntimeOperators.REDUCTIONS.forEach(op -> table.put(op, PoolTranslators::reduce));
        Curves.NAMES.forEach(op -> table.put(op, ElementwiseTranslators::unary));
        return table.buildOrThrow();
    }
}
