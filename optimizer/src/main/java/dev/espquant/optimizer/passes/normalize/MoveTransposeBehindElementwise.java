package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.TensorMoves;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves a Transpose behind operators that work element by element, so that those of exports from TensorFlow meet and cancel.
 *
 * <pre>
 * x -> Transpose p -> Relu -> y                          becomes        x -> Relu -> Transpose p -> y
 * x -> Transpose p -> Add c -> y                         becomes        x -> Add (c transposed back) -> Transpose p -> y
 * a -> Transpose p -> b; c -> Transpose p -> d; b, d -> Add -> y      becomes        a, c -> Add -> Transpose p -> y
 * </pre>
 *
 * Only if nothing else reads what is transposed. There are never more nodes than before.
 */
@AutoService(GraphPass.class)
public final class MoveTransposeBehindElementwise extends PatternPass {
    private static final ImmutableSet<String> UNARY = ImmutableSet.of(
            "Abs",
            "Ceil",
            "Clip",
            "Elu",
            "Erf",
            "Exp",
            "Floor",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "LeakyRelu",
            "Log",
            "Mish",
            "Neg",
            "Reciprocal",
            "Relu",
            "Round",
            "Selu",
            "Sigmoid",
            "Sign",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Tanh");

    private static final ImmutableSet<String> BINARY = ImmutableSet.of("Add", "Div", "Mul", "Sub");

    public MoveTransposeBehindElementwise() {
        super(
                "move_transpose_behind_elementwise",
                "moves Transpose behind element by element operators, so that transposes meet and cancel",
                Phase.NORMALIZE,
                Pattern.any().where(MoveTransposeBehindElementwise::isElementwise));
    }

    private static boolean isElementwise(Node node) {
        return node.domain().isEmpty()
                && (UNARY.contains(node.opType()) || BINARY.contains(node.opType()))
                && node.attribute("broadcast").isEmpty();
    }

    @Override
    protected void rewrite(Match match) {
        Node root = match.root();
        if (UNARY.contains(root.opType())) {
            transpose(match, root, 0).ifPresent(t -> move(match, t, root.inputs(), 0));
            return;
        }
        Optional<Node> left = transpose(match, root, 0);
        Optional<Node> right = transpose(match, root, 1);
        if (left.isPresent() && right.isPresent()) {
            if (left.get().attributes().equals(right.get().attributes())) {
                String other = right.get().inputs().get(0);
                move(match, left.get(), List.of(root.inputs().get(0), other), 0);
            }
        } else {
            left.ifPresent(t -> moveWithConstant(match, t, 0));
            right.ifPresent(t -> moveWithConstant(match, t, 1));
        }
    }

    /** The transposition behind an input, if only this node reads it. */
    private static Optional<Node> transpose(Match match, Node node, int input) {
        String value = node.inputs().get(input);
        return match.producer(value)
                .filter(p -> p.is("Transpose") && p.intsAttribute("perm").isPresent())
                .filter(p -> match.isReadOnce(value));
    }

    private static void moveWithConstant(Match match, Node transpose, int input) {
        List<String> inputs = new ArrayList<>(match.root().inputs());
        String name = inputs.get(1 - input);
        long[] order = transpose.intsAttribute("perm").orElseThrow();
        Optional<Tensor> constant = match.constant(name)
                .filter(c -> c.rank() <= order.length
                        && c.type().bits() > 0
                        && c.type().bits() % 8 == 0);
        if (constant.isPresent()) {
            if (constant.get().elementCount() != 1) {
                inputs.set(1 - input, match.updateConstant(name, transposedBack(constant.get(), order)));
            }
            move(match, transpose, inputs, input);
        }
    }

    /** A constant with as many axes as are transposed, in the order that they had before. */
    private static Tensor transposedBack(Tensor constant, long[] order) {
        long[] full = new long[order.length];
        Arrays.fill(full, 1);
        System.arraycopy(constant.sizes(), 0, full, order.length - constant.rank(), constant.rank());
        long[] own = TensorMoves.strides(full);
        long[] sizes = new long[order.length];
        long[] strides = new long[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            sizes[(int) order[axis]] = full[axis];
            strides[(int) order[axis]] = own[axis];
        }
        return TensorMoves.view(constant.reshaped(full), sizes, 0, strides);
    }

    private static void move(Match match, Node transpose, List<String> inputs, int input) {
        Node root = match.root();
        String source = transpose.inputs().get(0);
        String moved = match.context().freshName(root.output() + "_before_transpose");
        List<String> before = new ArrayList<>(inputs);
        before.set(input, source);
        if (UNARY.contains(root.opType())) {
            match.type(source).ifPresent(type -> match.declare(moved, type));
        }
        match.replace(
                root.withInputs(before).withOutputs(List.of(moved)),
                transpose.withInputs(List.of(moved)).withOutputs(root.outputs()));
    }
}
