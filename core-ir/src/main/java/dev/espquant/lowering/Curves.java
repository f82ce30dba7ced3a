package dev.espquant.lowering;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import java.util.function.DoubleUnaryOperator;

/** The functions of one real number that ONNX and the runtime name, for tables. */
final class Curves {
    private static final double SELU_ALPHA = 1.673263192176819;
    private static final double SELU_GAMMA = 1.0507010221481323;

    private static final ImmutableMap<String, DoubleUnaryOperator> PLAIN =
            ImmutableMap.<String, DoubleUnaryOperator>builder()
                    .put("Relu", x -> Math.max(0, x))
                    .put("Sigmoid", Curves::sigmoid)
                    .put("Tanh", Math::tanh)
                    .put("HardSwish", x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)))
                    .put("Swish", x -> x * sigmoid(x))
                    .put("Exp", Math::exp)
                    .put("Log", Math::log)
                    .put("Sqrt", Math::sqrt)
                    .put("Neg", x -> -x)
                    .buildOrThrow();

    /** Functions that the runtime has no module for: they run as its operator {@code LUT}. */
    private static final ImmutableMap<String, DoubleUnaryOperator> TABLES_ONLY =
            ImmutableMap.<String, DoubleUnaryOperator>builder()
                    .put("Abs", Math::abs)
                    .put("Erf", Curves::erf)
                    .put("Softplus", x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))
                    .put("Softsign", x -> x / (1 + Math.abs(x)))
                    .put("Mish", x -> x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))))
                    .put("Reciprocal", x -> 1 / x)
                    .put("Sin", Math::sin)
                    .put("Cos", Math::cos)
                    .buildOrThrow();

    /** All functions that {@link #of} knows. */
    static final ImmutableSet<String> NAMES = ImmutableSet.<String>builder()
            .addAll(PLAIN.keySet())
            .addAll(TABLES_ONLY.keySet())
            .add("LeakyRelu", "HardSigmoid", "Elu", "Selu", "Gelu")
            .build();

    private Curves() {}

    /** Whether the function exists as a table only. */
    static boolean isTableOnly(String opType) {
        return TABLES_ONLY.containsKey(opType) || opType.equals("Selu") || opType.equals("Gelu");
    }

    /** The function of a node with the runtime's attributes. */
    static DoubleUnaryOperator of(Node node) {
        DoubleUnaryOperator plain = PLAIN.getOrDefault(node.opType(), TABLES_ONLY.get(node.opType()));
        if (plain != null) {
            return plain;
        }
        double alpha = node.floatAttribute("alpha", (float) SELU_ALPHA);
        return switch (node.opType()) {
            case "Clip" -> {
                double least = least(node);
                double largest = largest(node);
                yield x -> Math.max(least, Math.min(largest, x));
            }
            case "Gelu" -> node.textAttribute("approximate", "none").equals("tanh") ? Curves::tanhGelu : Curves::gelu;
            case "LeakyRelu" -> x -> x >= 0 ? x : x * alpha;
            case "Elu" -> x -> x >= 0 ? x : alpha * Math.expm1(x);
            case "Selu" -> x -> node.floatAttribute("gamma", (float) SELU_GAMMA) * (x >= 0 ? x : alpha * Math.expm1(x));
            case "HardSigmoid" -> {
                double beta = node.floatAttribute("beta", 0.5f);
                yield x -> Math.max(0, Math.min(1, alpha * x + beta));
            }
            default -> throw new IllegalArgumentException(node.opType() + " is no function of one number");
        };
    }

    /** The lower bound of a Clip. */
    static double least(Node node) {
        return node.floatAttribute("min", Float.NEGATIVE_INFINITY);
    }

    /** The upper bound of a Clip. */
    static double largest(Node node) {
        return node.floatAttribute("max", Float.POSITIVE_INFINITY);
    }

    private static double gelu(double x) {
        return x / 2 * (1 + erf(x / Math.sqrt(2)));
    }

    /** ONNX's approximation of Gelu by tanh. */
    private static double tanhGelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The error function, by a series whose terms all have one sign: {@code 2/sqrt(pi) * exp(-x^2) * sum 2^n x^(2n+1) / (2n+1)!!}. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
