package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** {@code Einsum}: every letter of the equation names an axis, {@code ...} stands for axes that broadcast. */
final class EinsumRule {
    private static final String ELLIPSIS = "...";

    private final RuleContext node;
    private final Map<Character, Dimension> letters = new TreeMap<>();
    private final Map<Character, Integer> uses = new TreeMap<>();
    private Shape ellipsis = Shape.of();

    private EinsumRule(RuleContext node) {
        this.node = node;
    }

    static Inferred einsum(RuleContext node) {
        int[] all = IntStream.range(0, node.inputCount()).toArray();
        return Inferred.of(node.commonType(all), new EinsumRule(node).output());
    }

    private Optional<Shape> output() {
        String[] sides =
                node.node().textAttribute("equation", "").replace(" ", "").split("->", -1);
        String[] terms = sides[0].split(",", -1);
        if (sides.length > 2 || terms.length != node.inputCount()) {
            throw node.error("the equation must have one term per input and at most one arrow")
                    .build();
        }
        for (int i = 0; i < terms.length; i++) {
            Optional<Shape> shape = node.shape(i);
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            read(i, terms[i], shape.get());
        }
        return Optional.of(result(sides.length == 2 ? sides[1] : implicitOutput(sides[0])));
    }

    private void read(int input, String term, Shape shape) {
        String named = term.replace(ELLIPSIS, "");
        int covered = shape.rank() - named.length();
        if (term.length() - named.length() > ELLIPSIS.length()
                || covered < 0
                || (covered > 0 && !term.contains(ELLIPSIS))) {
            throw node.error(input, "the term '" + term + "' does not fit a tensor of " + shape.rank() + " axes")
                    .build();
        }
        int axis = 0;
        for (int i = 0; i < term.length(); i++) {
            if (term.startsWith(ELLIPSIS, i)) {
                Shape rest = Shape.of(shape.dimensions().subList(axis, axis + covered));
                ellipsis = Broadcast.shapes(ellipsis, rest)
                        .orElseThrow(() -> node.error(input, "the axes under '...' do not broadcast")
                                .build());
                axis += covered;
                i += ELLIPSIS.length() - 1;
            } else {
                use(term.charAt(i), shape.dimension(axis++));
            }
        }
    }

    private void use(char letter, Dimension dimension) {
        uses.merge(letter, 1, Integer::sum);
        Dimension known = letters.getOrDefault(letter, Dimension.unknown());
        boolean repeats = known.equals(Dimensions.ONE) || dimension.equals(Dimensions.ONE);
        letters.put(
                letter,
                repeats && Dimensions.isKnown(known)
                        ? Dimensions.broadcast(known, dimension).orElse(Dimension.unknown())
                        : node.agree(known, dimension, "axis '" + letter + "' must have one size"));
    }

    /** Without an arrow: the axes under the ellipsis, then every letter that is used once, in alphabetical order. */
    private String implicitOutput(String inputs) {
        StringBuilder output = new StringBuilder(inputs.contains(ELLIPSIS) ? ELLIPSIS : "");
        uses.forEach((letter, count) -> {
            if (count == 1) {
                output.append(letter);
            }
        });
        return output.toString();
    }

    private Shape result(String output) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < output.length(); i++) {
            if (output.startsWith(ELLIPSIS, i)) {
                dimensions.addAll(ellipsis.dimensions());
                i += ELLIPSIS.length() - 1;
            } else {
                char letter = output.charAt(i);
                if (!letters.containsKey(letter)) {
                    throw node.error("the output axis '" + letter + "' is in no input")
                            .build();
                }
                dimensions.add(letters.get(letter));
            }
        }
        return Shape.of(dimensions);
    }
}
