package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Gives both operands of MatMul as many axes, where chips multiply stacks of matrices of equal rank only.
 *
 * <pre>
 * a [B,M,K], b [K,N] (computed) -> MatMul -> y        becomes        b -> Unsqueeze 0 -> [1,K,N]; a, that -> MatMul -> y
 * a [M,K], b [K] (computed) -> MatMul -> y            becomes        b -> Unsqueeze 1 -> [K,1]; a, that -> MatMul -> Squeeze 1 -> y
 * </pre>
 *
 * Only if the chip does not run the node as it is but the one with both operands of a rank, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class AlignMatmulOperands extends PatternPass {
    public AlignMatmulOperands() {
        super(
                "align_matmul_operands",
                "gives both computed operands of MatMul as many axes, for chips that need it",
                Phase.FINISH,
                Pattern.op("MatMul"));
    }

    @Override
    protected void rewrite(Match match) {
        Node root = match.root();
        Optional<Shape> left = computed(match, 0);
        Optional<Shape> right = computed(match, 1);
        boolean possible = left.isPresent()
                && right.isPresent()
                && left.get().rank() != right.get().rank()
                && left.get().rank() > 0
                && right.get().rank() > 0
                && match.opset() >= 13
                && match.context().allows("Unsqueeze")
                && match.context().allows("Squeeze");
        if (possible && match.context().refuses(root)) {
            align(match, left.get().rank(), right.get().rank());
        }
    }

    private static Optional<Shape> computed(Match match, int input) {
        String value = match.root().inputs().get(input);
        return match.constant(value).isPresent() || !Scalars.isFloat(match, value)
                ? Optional.empty()
                : match.shape(value);
    }

    private static void align(Match match, int left, int right) {
        Node root = match.root();
        int rank = Math.max(2, Math.max(left, right));
        List<Node> nodes = new ArrayList<>();
        // A row on the left is a matrix of one row, one on the right a matrix of one column.
        String a = unsqueezed(match, 0, LongStream.range(0, rank - left).toArray(), nodes);
        long[] behind = right == 1
                ? LongStream.concat(LongStream.range(0, rank - 2), LongStream.of(rank - 1))
                        .toArray()
                : LongStream.range(0, rank - right).toArray();
        String b = unsqueezed(match, 1, behind, nodes);
        boolean whole = left > 1 && right > 1;
        String product = whole ? root.output() : match.context().freshName(root.output() + "_matrix");
        nodes.add(Node.of(root.name(), "MatMul", List.of(a, b), List.of(product)));
        if (!whole) {
            String axis = match.addConstant(root.name() + "_axis", Tensor.vector(left == 1 ? rank - 2 : rank - 1));
            String name = match.context().freshName(root.name() + "_squeeze");
            nodes.add(Node.of(name, "Squeeze", List.of(product, axis), root.outputs()));
        }
        match.replace(nodes.toArray(Node[]::new));
    }

    private static String unsqueezed(Match match, int input, long[] axes, List<Node> nodes) {
        String value = match.root().inputs().get(input);
        if (axes.length == 0) {
            return value;
        }
        String name = match.context().freshName(match.root().name() + "_operand_" + input);
        String constant = match.addConstant(name + "_axes", Tensor.vector(axes));
        nodes.add(Node.of(name, "Unsqueeze", List.of(value, constant), List.of(name)));
        return name;
    }
}
