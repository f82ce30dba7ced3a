package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that compute each element from one element. */
final class UnaryOperators {
    /** A function of reals, given the node's attributes. */
    private interface Curve extends Function<Node, DoubleUnaryOperator> {}

    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_GAMMA = 1.0507009873554805;

    private UnaryOperators() {}

    static ImmutableMap<String, ConstantOperator> table() {
        ImmutableMap.Builder<String, ConstantOperator> table = ImmutableMap.builder();
        plain().forEach((name, function) -> table.put(name, call -> reals(call, function)));
        withAttributes().forEach((name, curve) -> table.put(name, call -> reals(call, curve.apply(call.node()))));
        table.put("Abs", call -> signed(call, Math::abs, Math::abs));
        table.put("Neg", call -> signed(call, a -> -a, a -> -a));
        table.put("Sign", call -> signed(call, Math::signum, Long::signum));
        table.put("Relu", call -> signed(call, a -> a < 0 ? 0 : a, a -> Math.max(a, 0)));
        table.put("BitwiseNot", call -> signed(call, null, a -> ~a));
        table.put("Not", call -> test(call, DataType.BOOL, a -> a == 0));
        table.put("IsNaN", call -> test(call, call.input(0).type(), Double::isNaN));
        table.put("IsInf", UnaryOperators::isInfinite);
        return table.buildOrThrow();
    }

    private static ImmutableMap<String, DoubleUnaryOperator> plain() {
        return ImmutableMap.<String, DoubleUnaryOperator>builder()
                .put("Acos", StrictMath::acos)
                .put("Asin", StrictMath::asin)
                .put("Atan", StrictMath::atan)
                .put("Ceil", Math::ceil)
                .put("Cos", StrictMath::cos)
                .put("Cosh", StrictMath::cosh)
                .put("Exp", StrictMath::exp)
                .put("Floor", Math::floor)
                .put("HardSwish", a -> a * clamp(a / 6 + 0.5, 0, 1))
                .put("Log", StrictMath::log)
                .put("Mish", a -> a * StrictMath.tanh(softplus(a)))
                .put("Reciprocal", a -> 1 / a)
                .put("Round", Math::rint)
                .put("Sigmoid", UnaryOperators::sigmoid)
                .put("Sin", StrictMath::sin)
                .put("Sinh", StrictMath::sinh)
                .put("Softplus", UnaryOperators::softplus)
                .put("Softsign", a -> a / (1 + Math.abs(a)))
                .put("Sqrt", Math::sqrt)
                .put("Tan", StrictMath::tan)
                .put("Tanh", StrictMath::tanh)
                .buildOrThrow();
    }

    private static ImmutableMap<String, Curve> withAttributes() {
        return ImmutableMap.<String, Curve>builder()
                .put("Celu", node -> {
                    double alpha = node.floatAttribute("alpha", 1);
                    return a -> Math.max(0, a) + Math.min(0, alpha * StrictMath.expm1(a / alpha));
                })
                .put("Elu", node -> {
                    double alpha = node.floatAttribute("alpha", 1);
                    return a -> a < 0 ? alpha * StrictMath.expm1(a) : a;
                })
                .put("HardSigmoid", node -> {
                    double alpha = node.floatAttribute("alpha", 0.2f);
                    double beta = node.floatAttribute("beta", 0.5f);
                    return a -> clamp(alpha * a + beta, 0, 1);
                })
                .put("LeakyRelu", node -> {
                    double alpha = node.floatAttribute("alpha", 0.01f);
                    return a -> a < 0 ? alpha * a : a;
                })
                .put("Selu", node -> {
                    double alpha = node.floatAttribute("alpha", (float) SELU_ALPHA);
                    double gamma = node.floatAttribute("gamma", (float) SELU_GAMMA);
                    return a -> gamma * (a > 0 ? a : alpha * StrictMath.expm1(a));
                })
                .put("Swish", node -> {
                    double alpha = node.floatAttribute("alpha", 1);
                    return a -> a * sigmoid(alpha * a);
                })
                .put("ThresholdedRelu", node -> {
                    double alpha = node.floatAttribute("alpha", 1);
                    return a -> a > alpha ? a : 0;
                })
                .buildOrThrow();
    }

    private static double sigmoid(double a) {
        return 1 / (1 + StrictMath.exp(-a));
    }

    private static double softplus(double a) {
        return Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private static Optional<Tensor> reals(ConstantCall call, DoubleUnaryOperator function) {
        Tensor input = call.input(0);
        return Numbers.isReal(input.type())
                ? Numbers.ofReals(
                        input.type(),
                        input.sizes(),
                        Arrays.stream(input.toDoubles()).map(function).toArray())
                : Optional.empty();
    }

    private static Optional<Tensor> signed(
            ConstantCall call, @Nullable DoubleUnaryOperator real, LongUnaryOperator whole) {
        Tensor input = call.input(0);
        if (Numbers.isWhole(input.type())) {
            return Numbers.ofWhole(
                    input.type(),
                    input.sizes(),
                    Arrays.stream(input.toLongs()).map(whole).toArray());
        }
        return real == null ? Optional.empty() : reals(call, real);
    }

    private static Optional<Tensor> test(ConstantCall call, DataType type, DoublePredicate condition) {
        Tensor input = call.input(0);
        if (input.type() != type || !(Numbers.isReal(type) || type == DataType.BOOL)) {
            return Optional.empty();
        }
        double[] values = input.toDoubles();
        boolean[] results = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            results[i] = condition.test(values[i]);
        }
        return Optional.of(Numbers.ofBooleans(input.sizes(), results));
    }

    private static Optional<Tensor> isInfinite(ConstantCall call) {
        boolean positive = call.node().intAttribute("detect_positive", 1) != 0;
        boolean negative = call.node().intAttribute("detect_negative", 1) != 0;
        return test(call, call.input(0).type(), a -> Double.isInfinite(a) && (a > 0 ? positive : negative));
    }
}
