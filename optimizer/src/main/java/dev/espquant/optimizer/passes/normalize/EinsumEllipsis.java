package dev.espquant.optimizer.passes.normalize;

import com.google.common.base.Splitter;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.rewrite.Match;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes out the three dots of an Einsum equation, which stand for as many axes as an operand has beyond its letters. */
final class EinsumEllipsis {
    private static final String DOTS = "...";

    private EinsumEllipsis() {}

    /**
     * The equation with letters only.
     *
     * @return empty if a rank is not known, the dots stand for different numbers of axes, or the result is left to be guessed
     */
    static Optional<String> written(Match match, String equation) {
        if (!equation.contains(DOTS)) {
            return Optional.of(equation);
        }
        List<String> operands =
                Splitter.on(',').splitToList(equation.replace(" ", "").split("->", -1)[0]);
        boolean guessed = !equation.contains("->");
        if (guessed || operands.size() != match.root().inputs().size()) {
            return Optional.empty();
        }
        int axes = -1;
        for (int i = 0; i < operands.size(); i++) {
            Optional<Integer> rank =
                    KnownShapes.rank(match, match.root().inputs().get(i));
            boolean dotted = operands.get(i).contains(DOTS);
            int more = rank.orElse(-1) - operands.get(i).replace(DOTS, "").length();
            if (more < 0 || (dotted && axes >= 0 && axes != more)) {
                return Optional.empty();
            }
            axes = dotted ? more : axes;
        }
        String free = IntStream.concat(IntStream.rangeClosed('A', 'Z'), IntStream.rangeClosed('a', 'z'))
                .filter(c -> equation.indexOf(c) < 0)
                .limit(Math.max(0, axes))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return free.length() == axes ? Optional.of(equation.replace(DOTS, free)) : Optional.empty();
    }
}
