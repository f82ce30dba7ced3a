package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Arithmetic on single {@link Element}s as ONNX's operators do it in a tensor of a given type. What is not certain (an overflow, a division
 * by zero, a sum of different symbols) is unknown, never an error: not every small tensor holds sizes.
 */
final class ElementMath {
    private ElementMath() {}

    static Element add(DataType type, Element a, Element b) {
        if (a instanceof Element.Real x && b instanceof Element.Real y) {
            return real(type, x.value() + y.value());
        }
        if (isZero(a)) {
            return b;
        }
        if (isZero(b)) {
            return a;
        }
        if (a instanceof Element.Term s
                && b instanceof Element.Term t
                && s.symbols().equals(t.symbols())) {
            return exactly(() -> Element.term(Math.addExact(s.factor(), t.factor()), s.symbols()));
        }
        if (a instanceof Element.Whole x && b instanceof Element.Whole y) {
            return exactly(() -> whole(type, Math.addExact(x.value(), y.value())));
        }
        return Element.unknown();
    }

    static Element subtract(DataType type, Element a, Element b) {
        if (a instanceof Element.Whole x && b instanceof Element.Whole y) {
            return exactly(() -> whole(type, Math.subtractExact(x.value(), y.value())));
        }
        return isZero(b) ? a : add(type, a, negate(type, b));
    }

    static Element multiply(DataType type, Element a, Element b) {
        if (a instanceof Element.Term s && b instanceof Element.Term t) {
            List<String> symbols = new ArrayList<>(s.symbols());
            symbols.addAll(t.symbols());
            return exactly(() -> Element.term(Math.multiplyExact(s.factor(), t.factor()), symbols));
        }
        if (a instanceof Element.Term t) {
            return scale(t, b);
        }
        if (b instanceof Element.Term t) {
            return scale(t, a);
        }
        if (a instanceof Element.Whole x && b instanceof Element.Whole y) {
            return exactly(() -> whole(type, Math.multiplyExact(x.value(), y.value())));
        }
        return a instanceof Element.Real x && b instanceof Element.Real y
                ? real(type, x.value() * y.value())
                : Element.unknown();
    }

    /** Integers are truncated towards zero, as in C; equal symbols cancel, for a size that is zero never reaches a division. */
    static Element divide(DataType type, Element a, Element b) {
        if (isZero(b)) {
            return Element.unknown();
        }
        if (a instanceof Element.Whole x && b instanceof Element.Whole y) {
            return x.value() == Long.MIN_VALUE ? Element.unknown() : whole(type, x.value() / y.value());
        }
        if (a instanceof Element.Real x && b instanceof Element.Real y) {
            return real(type, x.value() / y.value());
        }
        return a instanceof Element.Term t ? divide(type, t, b) : Element.unknown();
    }

    private static Element divide(DataType type, Element.Term a, Element b) {
        if (b instanceof Element.Real r) {
            double factor = a.factor() / r.value();
            return isWhole(factor) ? Element.term((long) factor, a.symbols()) : Element.unknown();
        }
        List<String> rest = new ArrayList<>(a.symbols());
        long divisor = b instanceof Element.Whole w ? w.value() : 0;
        if (b instanceof Element.Term t && t.symbols().stream().allMatch(rest::remove)) {
            divisor = t.factor();
        }
        if (divisor == 0 || a.factor() % divisor != 0) {
            return Element.unknown();
        }
        return cast(type, Element.term(a.factor() / divisor, rest));
    }

    /** The remainder with the sign of the divisor, as {@code Mod} defines it without {@code fmod}. */
    static Element modulo(DataType type, Element a, Element b) {
        return a instanceof Element.Whole x && b instanceof Element.Whole y && y.value() != 0
                ? whole(type, Math.floorMod(x.value(), y.value()))
                : Element.unknown();
    }

    static Element negate(DataType type, Element a) {
        if (a instanceof Element.Whole x) {
            return x.value() == Long.MIN_VALUE ? Element.unknown() : whole(type, -x.value());
        }
        if (a instanceof Element.Term t) {
            return t.factor() == Long.MIN_VALUE ? Element.unknown() : Element.term(-t.factor(), t.symbols());
        }
        return a instanceof Element.Real x ? new Element.Real(-x.value()) : Element.unknown();
    }

    static Element absolute(DataType type, Element a) {
        return sign(a) < 0 ? negate(type, a) : a;
    }

    static Element floor(Element a) {
        return a instanceof Element.Real r ? new Element.Real(Math.floor(r.value())) : a;
    }

    static Element ceil(Element a) {
        return a instanceof Element.Real r ? new Element.Real(Math.ceil(r.value())) : a;
    }

    /** Halves go to the even neighbour, as {@code Round} defines it. */
    static Element round(Element a) {
        return a instanceof Element.Real r ? new Element.Real(Math.rint(r.value())) : a;
    }

    static Element min(Element a, Element b) {
        return compare(a, b).map(order -> order <= 0 ? a : b).orElse(Element.unknown());
    }

    static Element max(Element a, Element b) {
        return compare(a, b).map(order -> order >= 0 ? a : b).orElse(Element.unknown());
    }

    /** The order of two elements where every run agrees on it; a size is at least 0, so it is above every negative number. */
    static Optional<Integer> compare(Element a, Element b) {
        if (a instanceof Element.Whole x && b instanceof Element.Whole y) {
            return Optional.of(Long.compare(x.value(), y.value()));
        }
        if (a instanceof Element.Real x && b instanceof Element.Real y && !Double.isNaN(x.value() + y.value())) {
            return Optional.of(Double.compare(x.value() + 0.0, y.value() + 0.0));
        }
        if (a instanceof Element.Term && a.equals(b)) {
            return Optional.of(0);
        }
        if (a instanceof Element.Term t && t.factor() > 0 && isNegativeNumber(b)) {
            return Optional.of(1);
        }
        return b instanceof Element.Term t && t.factor() > 0 && isNegativeNumber(a)
                ? Optional.of(-1)
                : Optional.empty();
    }

    /** {@code Cast}: reals are truncated towards zero; what does not fit the new type is unknown. */
    static Element cast(DataType to, Element a) {
        if (to == DataType.BOOL) {
            return a instanceof Element.Whole || a instanceof Element.Real
                    ? new Element.Whole(isZero(a) ? 0 : 1)
                    : Element.unknown();
        }
        if (a instanceof Element.Whole x) {
            return to.isInteger() ? whole(to, x.value()) : real(to, (double) x.value());
        }
        if (a instanceof Element.Real x) {
            double towardsZero = x.value() < 0 ? Math.ceil(x.value()) : Math.floor(x.value());
            return !to.isInteger()
                    ? real(to, x.value())
                    : isWhole(towardsZero) ? whole(to, (long) towardsZero) : Element.unknown();
        }
        return to.isInteger() || to == DataType.FLOAT || to == DataType.DOUBLE ? a : Element.unknown();
    }

    static boolean isZero(Element a) {
        return a.equals(Element.of(0)) || (a instanceof Element.Real r && r.value() == 0);
    }

    private static boolean isNegativeNumber(Element a) {
        return !(a instanceof Element.Term) && sign(a) < 0;
    }

    /** Of a term, the sign of its factor, for sizes are not negative; 0 of what is unknown. */
    private static int sign(Element a) {
        if (a instanceof Element.Real r) {
            return (int) Math.signum(r.value());
        }
        return a instanceof Element.Whole x
                ? Long.signum(x.value())
                : a instanceof Element.Term t ? Long.signum(t.factor()) : 0;
    }

    private static Element scale(Element.Term term, Element by) {
        if (by instanceof Element.Whole x) {
            return exactly(() -> Element.term(Math.multiplyExact(term.factor(), x.value()), term.symbols()));
        }
        if (by instanceof Element.Real r) {
            double factor = term.factor() * r.value();
            return factor == 0 ? by : isWhole(factor) ? Element.term((long) factor, term.symbols()) : Element.unknown();
        }
        return Element.unknown();
    }

    /** Whether a real is an integer that is exact as a {@code double} and as a {@code long}. */
    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= 0x1p53;
    }

    private static Element whole(DataType type, long value) {
        return switch (type) {
            case INT64 -> new Element.Whole(value);
            case INT32, INT16, INT8, INT4, INT2 ->
                inRange(value, -1L << (type.bits() - 1), (1L << (type.bits() - 1)) - 1);
            case UINT32, UINT16, UINT8, UINT4, UINT2 -> inRange(value, 0, (1L << type.bits()) - 1);
            case BOOL -> inRange(value, 0, 1);
            case FLOAT,
                    STRING,
                    FLOAT16,
                    DOUBLE,
                    UINT64,
                    COMPLEX64,
                    COMPLEX128,
                    BFLOAT16,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    FLOAT4E2M1,
                    FLOAT8E8M0 -> Element.unknown();
        };
    }

    private static Element inRange(long value, long lowest, long highest) {
        return value < lowest || value > highest ? Element.unknown() : new Element.Whole(value);
    }

    private static Element real(DataType type, double value) {
        if (type == DataType.FLOAT) {
            return new Element.Real((float) value);
        }
        return type == DataType.DOUBLE ? new Element.Real(value) : Element.unknown();
    }

    private static Element exactly(Supplier<Element> computation) {
        try {
            return computation.get();
        } catch (ArithmeticException overflow) {
            return Element.unknown();
        }
    }
}
