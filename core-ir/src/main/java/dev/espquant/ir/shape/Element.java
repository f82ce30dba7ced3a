package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Dimension;
import java.util.List;

/**
 * One element of a small tensor, as far as it is known before a run. The tensors that matter hold sizes, so an element may be a product of
 * symbolic sizes: after {@code Shape} and {@code Mul}, {@code 8*N} is still {@code 8*N}.
 */
sealed interface Element {
    /** Products of more symbols than this are given up: a hostile chain of multiplications doubles them with every node. */
    int MAX_SYMBOLS = 8;

    /** An integer, or a boolean as 0 or 1. */
    record Whole(long value) implements Element {}

    /** A floating-point number, rounded to its tensor's type. */
    record Real(double value) implements Element {}

    /**
     * A number times symbolic sizes.
     *
     * @param factor not 0
     * @param symbols sorted, at least one; a square has its symbol twice
     */
    record Term(long factor, ImmutableList<String> symbols) implements Element {}

    record Unknown() implements Element {}

    static Element of(long value) {
        return new Whole(value);
    }

    static Element unknown() {
        return new Unknown();
    }

    /** The simplest element that is {@code factor} times all symbols. */
    static Element term(long factor, List<String> symbols) {
        if (symbols.isEmpty() || factor == 0) {
            return new Whole(factor);
        }
        return symbols.size() > MAX_SYMBOLS ? unknown() : new Term(factor, ImmutableList.sortedCopyOf(symbols));
    }

    /** A size as an element. A name such as {@code 8*N}, which {@link #toDimension()} makes, is taken apart again. */
    static Element of(Dimension dimension) {
        if (dimension instanceof Dimension.Fixed fixed) {
            return new Whole(fixed.size());
        }
        return dimension instanceof Dimension.Symbolic symbolic ? parse(symbolic.name()) : unknown();
    }

    /** This element as a size; a number must not be negative. What is no plain product of symbols is an unknown size. */
    default Dimension toDimension() {
        if (this instanceof Whole whole) {
            return Dimension.of(whole.value());
        }
        if (!(this instanceof Term term) || term.factor() < 0) {
            return Dimension.unknown();
        }
        String product = String.join("*", term.symbols());
        String name = term.factor() == 1 ? product : term.factor() + "*" + product;
        return parse(name).equals(this) ? Dimension.named(name) : Dimension.unknown();
    }

    /** Reads {@code 8*N*M} as a product; any other name stands for itself. */
    private static Element parse(String name) {
        if (name.indexOf('*') < 0) {
            return new Term(1, ImmutableList.of(name));
        }
        List<String> parts = List.of(name.split("\\*", -1));
        boolean numbered = parts.size() > 1 && parts.get(0).matches("[1-9][0-9]{0,17}");
        List<String> symbols = numbered ? parts.subList(1, parts.size()) : parts;
        Element product = symbols.stream().allMatch(Element::isSymbol)
                ? term(numbered ? Long.parseLong(parts.get(0)) : 1, symbols)
                : unknown();
        return product instanceof Term ? product : new Term(1, ImmutableList.of(name));
    }

    private static boolean isSymbol(String part) {
        return part.chars().noneMatch(Character::isWhitespace) && part.chars().anyMatch(c -> !Character.isDigit(c));
    }
}
