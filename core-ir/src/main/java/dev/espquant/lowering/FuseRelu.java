package dev.espquant.lowering;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import java.util.HashMap;
import java.util.Map;

/**
 * A Relu that is the only reader of a Conv, Gemm or MatMul becomes that node's {@code activation}: {@code Conv -> y -> Relu -> z} is
 * {@code Conv(activation=Relu) -> z}. The kernel shifts to the exponent behind the Relu at once.
 */
final class FuseRelu implements LoweringStep {
    private static final ImmutableSet<String> LAYERS = ImmutableSet.of("Conv", "Gemm", "MatMul");

    @Override
    public Draft apply(Draft draft) {
        Map<String, Node> fused = fused(draft);
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        for (Node node : draft.nodes()) {
            Node relu = fused.get(node.output());
            if (relu != null) {
                emit(
                        builder,
                        draft,
                        node.withAttribute(WeightedTranslators.ACTIVATION, Attribute.of("Relu"))
                                .withOutputs(relu.outputs()));
            } else if (!node.is("Relu") || !fused.containsKey(node.inputs().get(0))) {
                emit(builder, draft, node);
            }
        }
        return builder.build();
    }

    private static void emit(DraftBuilder builder, Draft draft, Node node) {
        builder.node(node);
        node.outputs().forEach(output -> builder.value(output, draft.value(output)));
    }

    /** By the output of a layer: the Relu that it takes in. */
    private static Map<String, Node> fused(Draft draft) {
        ImmutableListMultimap<String, Node> readers = draft.readers();
        Map<String, Node> fused = new HashMap<>();
        for (Node node : draft.nodes()) {
            String output = node.output();
            if (LAYERS.contains(node.opType())
                    && readers.get(output).size() == 1
                    && !draft.outputs().contains(output)) {
                Node reader = readers.get(output).get(0);
                if (reader.is("Relu") && QuantType.is16(reader) == QuantType.is16(node)) {
                    fused.put(output, reader);
                }
            }
        }
        return fused;
    }
}
