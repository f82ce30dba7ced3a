package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.passes.TensorMoves;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the rows of a dense layer's weights in the order that a Transpose in front of it makes: exports from TensorFlow flatten images with
 * their channels last.
 *
 * <pre>
 * x [N,C,H,W] -> Transpose 0,2,3,1 -> Flatten -> Gemm B -> y        becomes        x -> Flatten -> Gemm (rows of B reordered) -> y
 * </pre>
 *
 * Likewise Reshape to a matrix, and MatMul. Only if the batch stays first, and nothing else reads what is transposed or flattened.
 */
@AutoService(GraphPass.class)
public final class FuseFlattenedTransposeIntoGemm extends PatternPass {
    public FuseFlattenedTransposeIntoGemm() {
        super(
                "fuse_flattened_transpose_into_gemm",
                "reorders the weights of a dense layer instead of the image that is flattened before it",
                Phase.FUSE,
                Pattern.op("Gemm", "MatMul")
                        .constants(1)
                        .where(node -> node.intAttribute("transA", 0) == 0)
                        .input(
                                0,
                                Pattern.op("Flatten", "Reshape")
                                        .as("flatten")
                                        .readOnce()
                                        .input(
                                                0,
                                                Pattern.op("Transpose")
                                                        .as("transpose")
                                                        .readOnce()
                                                        .where(FuseFlattenedTransposeIntoGemm::keepsBatch))));
    }

    private static boolean keepsBatch(Node transpose) {
        return transpose.intsAttribute("perm").filter(p -> p[0] == 0).isPresent();
    }

    @Override
    protected void rewrite(Match match) {
        Node dense = match.root();
        Node transpose = match.node("transpose");
        Node flatten = match.node("flatten");
        Tensor weights = match.requiredConstant(dense, 1);
        boolean rowsLast = dense.intAttribute("transB", 0) != 0;
        Optional<long[]> sizes = flattened(match, transpose.output(), flatten)
                .filter(s -> weights.rank() == 2
                        && PerChannel.isFloat(weights)
                        && weights.size(rowsLast ? 1 : 0) == Shape.elementCount(s));
        if (sizes.isEmpty()) {
            return;
        }
        long[] order = transpose.intsAttribute("perm").orElseThrow();
        List<String> flattenInputs = new ArrayList<>(flatten.inputs());
        flattenInputs.set(0, transpose.inputs().get(0));
        String flat = match.context().freshName(flatten.output() + "_before_transpose");
        match.type(flatten.output()).ifPresent(type -> match.declare(flat, type));
        List<String> inputs = new ArrayList<>(dense.inputs());
        inputs.set(0, flat);
        inputs.set(1, match.updateConstant(inputs.get(1), reordered(weights, sizes.get(), order, rowsLast)));
        match.replace(flatten.withInputs(flattenInputs).withOutputs(List.of(flat)), dense.withInputs(inputs));
    }

    /** The sizes behind the batch, if all of them and nothing else become the columns of a matrix. */
    private static Optional<long[]> flattened(Match match, String image, Node flatten) {
        Optional<Shape> columns = match.shape(image)
                .map(s -> Shape.of(s.dimensions().subList(1, s.rank())))
                .filter(Shape::isStatic);
        Optional<Shape> matrix = match.shape(flatten.output()).filter(s -> s.rank() == 2);
        boolean copiesNothing = match.constant(flatten, 1)
                .filter(t -> t.elementCount() == 2 && t.toLongs()[1] == 0)
                .isEmpty();
        return columns.filter(c -> copiesNothing
                        && matrix.map(m -> m.dimension(1)).equals(Optional.of(Dimension.of(c.elementCount()))))
                .map(Shape::sizes);
    }

    /** Weights whose rows stood for the sizes behind a transposition, for those before it. */
    private static Tensor reordered(Tensor weights, long[] sizes, long[] order, boolean rowsLast) {
        int rank = sizes.length + 1;
        int shift = rowsLast ? 1 : 0;
        long[] full = new long[rank];
        System.arraycopy(sizes, 0, full, shift, sizes.length);
        int columns = rowsLast ? 0 : rank - 1;
        full[columns] = weights.size(rowsLast ? 0 : 1);
        long[] own = TensorMoves.strides(full);
        long[] moved = full.clone();
        long[] strides = own.clone();
        for (int i = 0; i < sizes.length; i++) {
            int before = (int) order[i + 1] - 1 + shift;
            moved[before] = full[i + shift];
            strides[before] = own[i + shift];
        }
        return TensorMoves.view(weights.reshaped(full), moved, 0, strides).reshaped(weights.sizes());
    }
}
