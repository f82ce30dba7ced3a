package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.evaluator.kernel.Sizes;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * MatMul of stacks of matrices, {@code [.., M, C]} by {@code [.., C, N]}, which repeat along leading axes of size 1. Every right matrix lies in
 * memory as the filter of a pointwise convolution does, whatever its dimensions say: constants are packed by the exporter, computed operands by
 * the Transpose and Reshape nodes that it puts in front. The arithmetic is in {@link LayerRule}.
 */
@AutoService(EspdlKernel.class)
public final class MatMulKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("MatMul");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] left = context.input(0).toSizes();
        ArrayType type = context.input(1);
        int[] right = type.toSizes();
        context.require(left.length >= 1 && right.length >= 2, "an operand has too few axes", "reshape it");
        int features = right[right.length - 2];
        int outputs = right[right.length - 1];
        context.require(
                left[left.length - 1] == features,
                "rows of " + left[left.length - 1] + " do not fit columns of " + features,
                "export the model again");
        Stacks stacks = Stacks.of(context, left, right);
        Optional<EspdlTensor> constant = context.constant(1);
        FilterOrder order =
                constant.map(t -> FilterOrder.of(context, t)).orElseGet(() -> FilterOrder.of(context, type.type()));
        LayerRule rule = LayerRule.of(context, type, outputs, order);
        int[] places = order.places(outputs, features, false);
        LayerShape shape = LayerShape.product(stacks.rows(), features, outputs);
        if (constant.isPresent() && type.count() == places.length) {
            Weights weights = Weights.of(EspdlArray.of(constant.get()), 0, places, outputs);
            return EngineLayer.node(shape, rule, weights, stacks.left().length, false);
        }
        return run -> multiply(
                run,
                stacks,
                stacks.rows() * features,
                matrix -> LayerBodies.loops(
                        shape, rule, Weights.of(run.input(1), matrix * places.length, places, outputs)));
    }

    /** Makes one right matrix ready. */
    @FunctionalInterface
    private interface Matrices {
        LayerBody get(int matrix);
    }

    /** The left and the right matrix of each product, and the rows of a left one. */
    private static final class Stacks {
        private final int[] left;
        private final int[] right;
        private final int rows;

        Stacks(int[] left, int[] right, int rows) {
            this.left = left;
            this.right = right;
            this.rows = rows;
        }

        int[] left() {
            return left;
        }

        int[] right() {
            return right;
        }

        int rows() {
            return rows;
        }

        static Stacks of(EspdlContext context, int[] left, int[] right) {
            int[] leftStack = Arrays.copyOf(left, Math.max(0, left.length - 2));
            int[] rightStack = Arrays.copyOf(right, right.length - 2);
            int[] stack = Broadcast.sizes(context, leftStack, rightStack);
            int rows = left.length == 1 ? 1 : left[left.length - 2];
            int matrix = left.length == 1 ? 1 : 2;
            int[] out = Arrays.copyOf(stack, stack.length + matrix);
            if (matrix == 2) {
                out[stack.length] = rows;
            }
            out[out.length - 1] = right[right.length - 1];
            context.setOutput(0, out);
            return new Stacks(sources(leftStack, stack), sources(rightStack, stack), rows);
        }

        private static int[] sources(int[] in, int[] out) {
            return Gather.strided(out, 0, Sizes.broadcastStrides(in, out)).sources();
        }
    }

    /** Left matrices that meet one that is not theirs in order are brought to the place of their product. */
    private static void multiply(NodeRun run, Stacks stacks, int elements, Matrices matrices) {
        EspdlArray input = run.input(0);
        EspdlArray left = EspdlArray.zeros(input.type(), new int[] {stacks.left().length, elements}, input.exponent());
        for (int i = 0; i < stacks.left().length; i++) {
            for (int j = 0; j < elements; j++) {
                left.copy(i * elements + j, input, stacks.left()[i] * elements + j);
            }
        }
        NodeRun products = run.withInput(left);
        for (int i = 0; i < stacks.left().length; i++) {
            matrices.get(stacks.right()[i]).compute(products, i, 1);
        }
        run.countOverflows(products.overflows());
    }
}
