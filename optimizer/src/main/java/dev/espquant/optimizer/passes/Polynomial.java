package dev.espquant.optimizer.passes;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/**
 * A value as a polynomial in another one, up to the third power: exporters write the same formula in many orders, and this is what all have in
 * common. It sees through Add, Sub, Mul, Neg, Div by a scalar and Pow with a small whole exponent.
 *
 * @param coefficients of the powers 0 to 3
 */
public record Polynomial(ImmutableDoubleArray coefficients) {
    private static final int COUNT = 4;

    /** Formulas that this toolkit knows are shorter; a bound keeps sweeps linear. */
    private static final int MAX_DEPTH = 5;

    /** The value as a polynomial in the variable; empty if it is something else. */
    public static Optional<Polynomial> of(Match match, String value, String variable) {
        return of(match, value, variable, 0);
    }

    private static Optional<Polynomial> of(Match match, String value, String variable, int depth) {
        if (value.equals(variable)) {
            return Optional.of(of(0, 1));
        }
        Optional<Polynomial> constant = Scalars.of(match, value).map(Polynomial::of);
        return constant.isPresent() || depth == MAX_DEPTH
                ? constant
                : match.producer(value)
                        .filter(node -> node.domain().isEmpty())
                        .flatMap(node -> of(match, node, variable, depth + 1));
    }

    private static Optional<Polynomial> of(Match match, Node node, String variable, int depth) {
        boolean unary = node.is("Neg");
        if (!unary && !node.is("Add") && !node.is("Sub") && !node.is("Mul") && !node.is("Div") && !node.is("Pow")) {
            return Optional.empty();
        }
        Optional<Polynomial> a = of(match, node.inputs().get(0), variable, depth);
        if (unary || a.isEmpty()) {
            return a.map(p -> p.plus(p, -2));
        }
        if (node.is("Pow")) {
            return Scalars.of(match, node, 1).flatMap(e -> a.get().power(e));
        }
        Optional<Polynomial> b = of(match, node.inputs().get(1), variable, depth);
        return b.flatMap(p -> switch (node.opType()) {
            case "Add" -> Optional.of(a.get().plus(p, 1));
            case "Sub" -> Optional.of(a.get().plus(p, -1));
            case "Mul" -> a.get().times(p);
            default -> p.isConstant() ? a.get().times(of(1 / p.coefficient(0))) : Optional.<Polynomial>empty();
        });
    }

    private static Polynomial of(double... coefficients) {
        double[] all = new double[COUNT];
        System.arraycopy(coefficients, 0, all, 0, coefficients.length);
        return new Polynomial(ImmutableDoubleArray.copyOf(all));
    }

    public double coefficient(int power) {
        return coefficients.get(power);
    }

    /** Whether these are the coefficients, as far as exporters write constants exactly. */
    public boolean is(double... expected) {
        Polynomial other = of(expected);
        for (int i = 0; i < COUNT; i++) {
            if (!Scalars.close(coefficient(i), other.coefficient(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isConstant() {
        return coefficient(1) == 0 && coefficient(2) == 0 && coefficient(3) == 0;
    }

    private Polynomial plus(Polynomial other, double factor) {
        double[] sum = coefficients.toArray();
        for (int i = 0; i < COUNT; i++) {
            sum[i] += factor * other.coefficient(i);
        }
        return of(sum);
    }

    private Optional<Polynomial> times(Polynomial other) {
        double[] product = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < COUNT; j++) {
                double term = coefficient(i) * other.coefficient(j);
                if (i + j < COUNT) {
                    product[i + j] += term;
                } else if (term != 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(of(product));
    }

    private Optional<Polynomial> power(double exponent) {
        Optional<Polynomial> result = Optional.of(of(1));
        if (exponent != Math.rint(exponent) || exponent < 0 || exponent >= COUNT) {
            return Optional.empty();
        }
        for (int i = 0; i < exponent; i++) {
            result = result.flatMap(p -> p.times(this));
        }
        return result;
    }
}
