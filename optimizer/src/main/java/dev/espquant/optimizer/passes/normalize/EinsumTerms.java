package dev.espquant.optimizer.passes.normalize;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The equation of an Einsum of two operands as a stack of matrix products: every letter is one axis, and belongs to one of four groups.
 *
 * @param left letters of the first operand
 * @param right letters of the second operand
 * @param result letters of the result
 * @param batch letters that stand everywhere: one product for each of their values
 * @param rows letters of the first operand and the result
 * @param inner letters of both operands, over which products are summed
 * @param columns letters of the second operand and the result
 */
record EinsumTerms(String left, String right, String result, String batch, String rows, String inner, String columns) {
    private static final Pattern EQUATION = Pattern.compile("([a-zA-Z]+),([a-zA-Z]+)(?:->([a-zA-Z]*))?");

    /** Reads an equation; empty if it is no product of matrices: other operands, repeated letters, letters that are summed alone. */
    static Optional<EinsumTerms> parse(String equation) {
        Matcher matcher = EQUATION.matcher(equation.replace(" ", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String left = matcher.group(1);
        String right = matcher.group(2);
        String result = matcher.group(3) == null ? implied(left, right) : matcher.group(3);
        String rows = keep(left, c -> !has(right, c));
        String columns = keep(right, c -> !has(left, c));
        String shared = keep(left, c -> has(right, c));
        String batch = keep(shared, c -> has(result, c));
        String inner = keep(shared, c -> !has(result, c));
        String expected = batch + rows + columns;
        boolean product = isDistinct(left)
                && isDistinct(right)
                && isDistinct(result)
                && !inner.isEmpty()
                && result.length() == expected.length()
                && expected.chars().allMatch(c -> has(result, c));
        return product
                ? Optional.of(new EinsumTerms(left, right, result, batch, rows, inner, columns))
                : Optional.empty();
    }

    /** The axes in their new order that an equation of one operand asks for; empty if it does more than moving axes. */
    static Optional<ImmutableLongArray> permutation(String equation) {
        String[] sides = equation.replace(" ", "").split("->", -1);
        boolean moves = sides.length == 2
                && isDistinct(sides[0])
                && isDistinct(sides[1])
                && sides[0].length() == sides[1].length()
                && sides[0].chars().allMatch(c -> Character.isLetter(c) && has(sides[1], c));
        return moves ? Optional.of(ImmutableLongArray.copyOf(order(sides[0], sides[1]))) : Optional.empty();
    }

    /** Where each letter of {@code to} stands in {@code from}: the {@code perm} of a Transpose. */
    static long[] order(String from, String to) {
        return to.chars().mapToLong(from::indexOf).toArray();
    }

    /** The groups of the first operand as matrices want them; groups that are missing count as one empty group. */
    ImmutableList<String> leftGroups() {
        return groups(batch, rows, inner);
    }

    ImmutableList<String> rightGroups() {
        return groups(batch, inner, columns);
    }

    ImmutableList<String> resultGroups() {
        return groups(batch, rows, columns);
    }

    /** Batch axes stay apart, the two axes of a matrix join their letters. */
    private static ImmutableList<String> groups(String batch, String first, String second) {
        List<String> groups = new ArrayList<>();
        batch.chars().forEach(c -> groups.add(Character.toString(c)));
        groups.add(first);
        groups.add(second);
        return ImmutableList.copyOf(groups);
    }

    /** Without an arrow the result has the letters that stand once, in alphabetical order. */
    private static String implied(String left, String right) {
        String all = left + right;
        return all.chars()
                .filter(c -> all.indexOf(c) == all.lastIndexOf(c))
                .sorted()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String keep(String letters, IntPredicate condition) {
        return letters.chars().filter(condition).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static boolean has(String letters, int letter) {
        return letters.indexOf(letter) >= 0;
    }

    private static boolean isDistinct(String letters) {
        return letters.chars().distinct().count() == letters.length();
    }
}
