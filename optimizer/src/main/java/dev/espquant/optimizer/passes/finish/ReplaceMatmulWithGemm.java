package dev.espquant.optimizer.passes.finish;

import com.google.auto.service.AutoService;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.GemmBias;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes the product with a constant matrix or vector Gemm, which every chip has.
 *
 * <pre>
 * x [M,K], B [K,N] -> MatMul -> y           becomes        x, B -> Gemm -> y
 * x [A,T,K], B [K,N] -> MatMul -> y         becomes        x -> Reshape [-1,K] -> Gemm B -> Reshape [A,T,N] -> y
 * x [M,K], b [K] -> MatMul -> y             becomes        x -> Gemm [K,1] -> Reshape [M] -> y
 * </pre>
 *
 * A constant per column that is added behind becomes the bias. Only if the chip does not run the MatMul as it is, or the pass is asked for by
 * name: mostly there are more nodes than before.
 */
@AutoService(GraphPass.class)
public final class ReplaceMatmulWithGemm extends PatternPass {
    public ReplaceMatmulWithGemm() {
        super(
                "replace_matmul_with_gemm",
                "makes MatMul by a constant Gemm, for chips that need it",
                Phase.FINISH,
                Pattern.op("MatMul", "Add"));
    }

    @Override
    protected void rewrite(Match match) {
        if (match.opset() >= 7 && match.root().is("MatMul")) {
            multiply(match);
        } else if (match.opset() >= 7) {
            addBias(match);
        }
    }

    private static void multiply(Match match) {
        Node root = match.root();
        String input = root.inputs().get(0);
        Optional<Tensor> weights = match.constant(root, 1)
                .filter(w -> w.rank() > 0 && PerChannel.isFloat(w))
                .filter(w ->
                        Arrays.stream(w.sizes(), 0, Math.max(0, w.rank() - 2)).allMatch(s -> s == 1));
        Optional<ImmutableLongArray> target = match.shape(root.output()).flatMap(ReplaceMatmulWithGemm::target);
        Optional<Shape> shape = match.shape(input).filter(s -> s.rank() > 0 && Scalars.isFloat(match, input));
        if (weights.isEmpty()
                || target.isEmpty()
                || shape.isEmpty()
                || match.constant(root, 0).isPresent()
                || !match.context().refuses(root)) {
            return;
        }
        Tensor w = weights.get();
        long rows = w.size(w.rank() == 1 ? 0 : -2);
        long columns = w.rank() == 1 ? 1 : w.size(-1);
        boolean isMatrix = shape.get().rank() == 2;
        boolean plain = isMatrix && w.rank() == 2;
        String matrix = w.rank() == 2
                ? root.inputs().get(1)
                : match.updateConstant(root.inputs().get(1), w.reshaped(rows, columns));
        String flat = isMatrix ? input : match.context().freshName(root.output() + "_rows");
        String product = plain ? root.output() : match.context().freshName(root.output() + "_matrix");
        Node gemm = Node.of(root.name(), "Gemm", List.of(flat, matrix), List.of(product));
        match.declare(
                product, TensorType.of(DataType.FLOAT, Shape.of(List.of(Dimension.unknown(), Dimension.of(columns)))));
        Node in = reshape(match, input, flat, -1, rows);
        Node out = reshape(match, product, root.output(), target.get().toArray());
        if (plain) {
            match.replace(gemm);
        } else if (isMatrix) {
            match.replace(gemm, out);
        } else {
            match.replace(in, gemm, out);
        }
    }

    private static Node reshape(Match match, String input, String output, long... sizes) {
        String shape = input.equals(output) ? "" : match.addConstant(output + "_shape", Tensor.vector(sizes));
        return Node.of(
                match.context().freshName(output + "_reshape"), "Reshape", List.of(input, shape), List.of(output));
    }

    /** Sizes as Reshape takes them; empty if more than one is open. */
    private static Optional<ImmutableLongArray> target(Shape shape) {
        long[] sizes = shape.dimensions().stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : -1)
                .toArray();
        boolean clear = Arrays.stream(sizes).filter(s -> s < 0).count() <= 1
                && Arrays.stream(sizes).noneMatch(s -> s == 0);
        return clear ? Optional.of(ImmutableLongArray.copyOf(sizes)) : Optional.empty();
    }

    /** Takes a constant per column over the Reshape behind a product. */
    private static void addBias(Match match) {
        Node add = match.root();
        for (int i = 0; i < 2; i++) {
            String operand = add.inputs().get(i);
            Optional<Node> reshape = match.producer(operand).filter(n -> n.is("Reshape") && match.isReadOnce(operand));
            Optional<Node> gemm = reshape.flatMap(r -> match.producer(r.inputs().get(0)))
                    .filter(g -> g.is("Gemm") && g.input(2).isEmpty() && match.isReadOnce(g.output()));
            if (gemm.isPresent()) {
                addBias(match, match.constant(add, 1 - i), reshape.get(), gemm.get());
            }
        }
    }

    private static void addBias(Match match, Optional<Tensor> added, Node reshape, Node gemm) {
        Optional<Shape> shape = match.shape(match.root().output());
        Optional<Tensor> weights = match.constant(gemm, 1).filter(w -> w.rank() == 2);
        boolean sameColumns = shape.isPresent()
                && weights.isPresent()
                && shape.get().rank() > 0
                && match.shape(reshape.output()).equals(shape)
                && shape.get().dimension(-1).equals(Dimension.of(columns(gemm, weights.get())));
        if (!sameColumns) {
            return;
        }
        int rank = shape.get().rank();
        added.flatMap(c -> PerChannel.ofBroadcast(c, rank, rank - 1, columns(gemm, weights.get())))
                .ifPresent(bias -> {
                    String product = match.context().freshName(gemm.output() + "_biased");
                    Node biased = GemmBias.with(match, gemm, gemm.inputs().get(0), weights.get(), bias);
                    match.replace(
                            biased.withOutputs(List.of(product)),
                            reshape.withInputs(List.of(product, reshape.inputs().get(1)))
                                    .withOutputs(match.root().outputs()));
                });
    }

    private static long columns(Node gemm, Tensor weights) {
        return weights.size(gemm.intAttribute("transB", 0) == 0 ? 1 : 0);
    }
}
