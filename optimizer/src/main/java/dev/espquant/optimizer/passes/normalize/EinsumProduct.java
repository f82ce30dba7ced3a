package dev.espquant.optimizer.passes.normalize;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes that compute an Einsum as one product of matrices. */
final class EinsumProduct {
    private final Match match;
    private final EinsumTerms terms;
    private final Map<Character, Dimension> sizes;
    private final ImmutableList.Builder<Node> nodes = ImmutableList.builder();

    private EinsumProduct(Match match, EinsumTerms terms, Map<Character, Dimension> sizes) {
        this.match = match;
        this.terms = terms;
        this.sizes = sizes;
    }

    /** The nodes, producers first; empty if sizes are not known that are needed, or if operands stretch each other. */
    static Optional<List<Node>> of(Match match, EinsumTerms terms) {
        Map<Character, Dimension> sizes = new HashMap<>();
        if (!collect(match, 0, terms.left(), sizes) || !collect(match, 1, terms.right(), sizes)) {
            return Optional.empty();
        }
        EinsumProduct product = new EinsumProduct(match, terms, sizes);
        boolean joins = product.joinsAxes();
        boolean known = sizes.values().stream().allMatch(d -> d instanceof Dimension.Fixed);
        return !joins || known ? Optional.of(product.nodes(joins)) : Optional.empty();
    }

    /** Notes the size of each letter; false if the rank is not known or a size is another than that noted before. */
    private static boolean collect(Match match, int input, String letters, Map<Character, Dimension> sizes) {
        Optional<Shape> shape = match.shape(match.root().inputs().get(input)).filter(s -> s.rank() == letters.length());
        for (int i = 0; shape.isPresent() && i < letters.length(); i++) {
            Dimension size = shape.get().dimension(i);
            Dimension other = sizes.putIfAbsent(letters.charAt(i), size);
            if (other instanceof Dimension.Fixed && size instanceof Dimension.Fixed && !other.equals(size)) {
                return false;
            }
        }
        return shape.isPresent();
    }

    /** MatMul itself takes one axis of each kind, and without batches any number of rows and vectors on either side. */
    private boolean joinsAxes() {
        boolean matrices = terms.rows().length() == 1 && terms.columns().length() == 1;
        boolean stack = terms.batch().isEmpty() && terms.columns().length() <= 1;
        return terms.inner().length() != 1 || !(matrices || stack);
    }

    private List<Node> nodes(boolean joins) {
        String left = transposed(match.root().inputs().get(0), terms.left(), String.join("", terms.leftGroups()));
        String right = transposed(match.root().inputs().get(1), terms.right(), String.join("", terms.rightGroups()));
        String plain = String.join("", terms.resultGroups());
        boolean moves = !plain.equals(terms.result());
        String output = match.root().output();
        String product = joins || moves ? fresh("product") : output;
        if (joins) {
            left = reshaped(left, terms.leftGroups(), fresh("left"));
            right = reshaped(right, terms.rightGroups(), fresh("right"));
        }
        nodes.add(Node.of(match.root().name(), "MatMul", List.of(left, right), List.of(product)));
        if (joins) {
            ImmutableList<String> letters =
                    plain.chars().mapToObj(Character::toString).collect(ImmutableList.toImmutableList());
            product = reshaped(product, letters, moves ? fresh("split") : output);
        }
        if (moves) {
            nodes.add(transpose(product, EinsumTerms.order(plain, terms.result()), output));
        }
        return nodes.build();
    }

    private String transposed(String value, String from, String to) {
        if (from.equals(to)) {
            return value;
        }
        String moved = fresh("transposed");
        nodes.add(transpose(value, EinsumTerms.order(from, to), moved));
        return moved;
    }

    private Node transpose(String value, long[] order, String output) {
        return Node.of(
                fresh("transpose"),
                "Transpose",
                List.of(value),
                List.of(output),
                Map.of("perm", Attribute.ofInts(order)));
    }

    private String reshaped(String value, ImmutableList<String> groups, String output) {
        long[] target = groups.stream().mapToLong(this::count).toArray();
        String sizesName = match.addConstant(match.root().name() + "_sizes", Tensor.vector(target));
        nodes.add(Node.of(fresh("reshape"), "Reshape", List.of(value, sizesName), List.of(output)));
        return output;
    }

    private long count(String letters) {
        return letters.chars()
                .mapToLong(c -> sizes.get((char) c) instanceof Dimension.Fixed fixed ? fixed.size() : 1)
                .reduce(1, Math::multiplyExact);
    }

    private String fresh(String what) {
        return match.context().freshName(match.root().output() + "_" + what);
    }
}
