package dev.espquant.ir;

import java.util.Optional;

/**
 * The standard operator that a node is, also where the file writes it as ONNX Runtime's own operator of the same meaning. Standard sets up to
 * version 22 have neither Swish nor RMSNormalization, and those up to 19 no Gelu: models of those versions write them so, and ONNX Runtime
 * runs them.
 *
 * <p>Source: ONNX Runtime's list of contributed operators: {@code QuickGelu} is {@code x * sigmoid(alpha * x)}, {@code FastGelu} the
 * approximation of Gelu by tanh, {@code SimplifiedLayerNormalization} a LayerNormalization that does not subtract the mean.
 */
public final class StandardOperator {
    /** The domain of ONNX Runtime's own operators. */
    public static final String MICROSOFT = "com.microsoft";

    private StandardOperator() {}

    /** The name of the standard operator; empty for one of another domain that no standard operator equals. */
    public static Optional<String> of(Node node) {
        if (node.domain().isEmpty()) {
            return Optional.of(node.is("SimplifiedLayerNormalization") ? "RMSNormalization" : node.opType());
        }
        return node.domain().equals(MICROSOFT) ? microsoft(node) : Optional.empty();
    }

    private static Optional<String> microsoft(Node node) {
        return switch (node.opType()) {
            case "QuickGelu" ->
                node.floatAttribute("alpha", 1.702f) == 1 ? Optional.of("Swish") : Optional.<String>empty();
            case "Gelu" -> Optional.of("Gelu");
            case "FastGelu" -> node.input(1).isEmpty() ? Optional.of("Gelu") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
