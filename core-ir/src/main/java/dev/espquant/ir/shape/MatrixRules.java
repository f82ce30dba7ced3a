package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Products of matrices. */
final class MatrixRules {
    private MatrixRules() {}

    /** {@code Gemm}: {@code A [M,K]} and {@code B [K,N]}, each as it is or transposed, and a C that broadcasts to {@code [M,N]}. */
    static Inferred gemm(RuleContext node) {
        Optional<Shape> a = node.shapeOfRank(0, 2);
        Optional<Shape> b = node.shapeOfRank(1, 2);
        int outerA = node.flag("transA", false) ? 1 : 0;
        int outerB = node.flag("transB", false) ? 0 : 1;
        if (a.isPresent() && b.isPresent()) {
            node.agree(
                    a.get().dimension(1 - outerA),
                    b.get().dimension(1 - outerB),
                    "the columns of A must be as many as the rows of B");
        }
        Dimension rows = a.map(s -> s.dimension(outerA)).orElse(Dimension.unknown());
        Dimension columns = b.map(s -> s.dimension(outerB)).orElse(Dimension.unknown());
        Shape product = Shape.of(List.of(rows, columns));
        node.shape(2).ifPresent(c -> checkAddend(node, product, c));
        return Inferred.of(node.commonType(0, 1), Optional.of(product));
    }

    /** {@code MatMul}: as {@code numpy.matmul}. */
    static Inferred matMul(RuleContext node) {
        return Inferred.of(node.commonType(0, 1), product(node, 0, 1));
    }

    /** {@code MatMulInteger}: sums are {@code int32}. */
    static Inferred matMulInteger(RuleContext node) {
        return Inferred.of(Optional.of(DataType.INT32), product(node, 0, 1));
    }

    /** {@code QLinearMatMul}: a, scale, zero point, b, scale, zero point, scale and zero point of y. */
    static Inferred qLinearMatMul(RuleContext node) {
        return Inferred.of(node.type(7).or(() -> node.type(0)), product(node, 0, 3));
    }

    /** {@code Det}: the last two axes vanish. */
    static Inferred determinant(RuleContext node) {
        return Inferred.of(
                node.type(0), node.shape(0).filter(s -> s.rank() >= 2).map(s -> {
                    node.agree(s.dimension(-2), s.dimension(-1), "a determinant needs square matrices");
                    return Shape.of(s.dimensions().subList(0, s.rank() - 2));
                }));
    }

    private static Optional<Shape> product(RuleContext node, int left, int right) {
        if (node.shape(left).isEmpty() || node.shape(right).isEmpty()) {
            return Optional.empty();
        }
        Shape a = node.shape(left).get();
        Shape b = node.shape(right).get();
        if (a.rank() == 0 || b.rank() == 0) {
            throw node.error("a scalar has no rows and columns to multiply").build();
        }
        node.agree(
                a.dimension(-1),
                b.dimension(b.rank() == 1 ? 0 : -2),
                "the last axis of the first operand must match the second-last of the second");
        Shape batchA = Shape.of(a.dimensions().subList(0, Math.max(0, a.rank() - 2)));
        Shape batchB = Shape.of(b.dimensions().subList(0, Math.max(0, b.rank() - 2)));
        Shape batch = Broadcast.shapes(batchA, batchB)
                .orElseThrow(() -> node.error("the batch axes " + batchA + " and " + batchB + " do not broadcast")
                        .build());
        List<Dimension> output = new ArrayList<>(batch.dimensions());
        if (a.rank() > 1) {
            output.add(a.dimension(-2));
        }
        if (b.rank() > 1) {
            output.add(b.dimension(-1));
        }
        return Optional.of(Shape.of(output));
    }

    /** C broadcasts to the product, never the other way round; before version 7 the attribute {@code broadcast} said so. */
    private static void checkAddend(RuleContext node, Shape product, Shape addend) {
        Optional<Shape> sum = Broadcast.shapes(product, addend).filter(s -> s.rank() == 2);
        boolean grows = sum.isEmpty() || Dimensions.merge(sum.get(), product).isEmpty();
        if (grows) {
            throw node.error(2, "C " + addend + " does not broadcast to the product " + product)
                    .build();
        }
    }
}
