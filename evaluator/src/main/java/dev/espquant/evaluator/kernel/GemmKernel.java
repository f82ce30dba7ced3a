package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.target.Runtime;
import java.util.Optional;

/**
 * Fully connected layers: Gemm with any transposition (alpha and beta are part of the integer weights and biases already), and MatMul by a constant
 * matrix.
 */
@AutoService(OperatorKernel.class)
public final class GemmKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Gemm", "MatMul");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        return new Product(context);
    }

    /** Rows of features in ONNX's order; a transposed input is left to {@link #prepare}. */
    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        if (context.node().intAttribute("transA", 0) != 0) {
            return Optional.empty();
        }
        Product product = new Product(context);
        ConvLayer layer = new ConvLayer(
                ConvGeometry.product(product.rows, product.depth, product.columns),
                context.bits(),
                ImmutableIntArray.copyOf(product.weightsByColumn),
                product.requantization.accumulator(),
                product.requantization.epilogue());
        return Optional.of(new EngineOperator.Weighted(layer, 1, false));
    }

    /** {@code output[row][column] = requantized(sum over k of input[row][k] * weights[k][column])}. */
    private static final class Product implements PreparedKernel {
        private final int rows;
        private final int depth;
        private final int columns;
        private final int rowStride;
        private final int depthStride;
        private final int[] weightsByColumn;
        private final Requantization requantization;

        Product(KernelContext context) {
            int[] in = context.inputSizes(0);
            int[] weights = context.inputSizes(1);
            boolean transA = context.node().intAttribute("transA", 0) != 0;
            boolean transB = context.node().intAttribute("transB", 0) != 0;
            this.columns = weights[transB ? 0 : 1];
            this.depth = weights[transB ? 1 : 0];
            this.rows = Sizes.count(in) / Math.max(1, depth);
            this.rowStride = transA ? 1 : depth;
            this.depthStride = transA ? rows : 1;
            this.weightsByColumn = byColumn(Integers.of(context.constant(1)), transB);
            this.requantization = Requantization.of(context);
            int found = in[transA ? 0 : in.length - 1];
            if (found != depth) {
                throw context.error(
                        "rows of " + found + " features do not fit weights for " + depth, "export the model again");
            }
        }

        @Override
        public long compute(int[][] inputs, int[] output) {
            long overflows = 0;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    long sum = dot(inputs[0], row * rowStride, column * depth);
                    overflows += requantization.overflows(sum) ? 1 : 0;
                    output[row * columns + column] = requantization.output(sum, column);
                }
            }
            return overflows;
        }

        private long dot(int[] input, int first, int weight) {
            long sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += (long) input[first + k * depthStride] * weightsByColumn[weight + k];
            }
            return sum;
        }

        private int[] byColumn(int[] weights, boolean transB) {
            if (transB) {
                return weights;
            }
            int[] result = new int[weights.length];
            for (int k = 0; k < depth; k++) {
                for (int column = 0; column < columns; column++) {
                    result[column * depth + k] = weights[k * columns + column];
                }
            }
            return result;
        }
    }
}
