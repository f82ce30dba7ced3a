package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.Arrays;
import java.util.Optional;

/** Products of matrices, summed in double precision. */
final class MatrixOperators {
    private MatrixOperators() {}

    static ImmutableMap<String, ConstantOperator> table() {
        return ImmutableMap.of("MatMul", MatrixOperators::matMul, "Gemm", MatrixOperators::gemm);
    }

    private static Optional<Tensor> matMul(ConstantCall call) {
        Tensor left = atLeastMatrix(call.input(0), true);
        Tensor right = atLeastMatrix(call.input(1), false);
        if (!Numbers.isReal(left.type())) {
            return Optional.empty();
        }
        int rows = (int) left.size(-2);
        int inner = (int) left.size(-1);
        int columns = (int) right.size(-1);
        int batches = (int) (call.shape().elementCount() / Math.max(1, (long) rows * columns));
        double[] a = stacked(call, left, rows, inner, batches);
        double[] b = stacked(call, right, inner, columns, batches);
        double[] result = new double[batches * rows * columns];
        for (int batch = 0; batch < batches; batch++) {
            multiply(
                    a,
                    batch * rows * inner,
                    b,
                    batch * inner * columns,
                    result,
                    batch * rows * columns,
                    rows,
                    inner,
                    columns);
        }
        return Numbers.ofReals(left.type(), call.sizes(), result);
    }

    /** A vector on the left is a row, one on the right is a column. */
    private static Tensor atLeastMatrix(Tensor tensor, boolean row) {
        return tensor.rank() > 1
                ? tensor
                : row ? tensor.reshaped(1, tensor.elementCount()) : tensor.reshaped(tensor.elementCount(), 1);
    }

    /** One matrix for each of the output's, where operands have one for several. */
    private static double[] stacked(ConstantCall call, Tensor matrices, int rows, int columns, int batches) {
        int outer = call.sizes().length
                - (call.input(0).rank() > 1 ? 1 : 0)
                - (call.input(1).rank() > 1 ? 1 : 0);
        long[] sizes = Arrays.copyOf(call.sizes(), outer + 2);
        sizes[outer] = rows;
        sizes[outer + 1] = columns;
        return batches == 0
                ? new double[0]
                : TensorMoves.broadcast(matrices, sizes).toDoubles();
    }

    private static void multiply(
            double[] a, int aAt, double[] b, int bAt, double[] result, int at, int rows, int inner, int columns) {
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                double factor = a[aAt + row * inner + k];
                for (int column = 0; column < columns; column++) {
                    result[at + row * columns + column] += factor * b[bAt + k * columns + column];
                }
            }
        }
    }

    private static Optional<Tensor> gemm(ConstantCall call) {
        Tensor left = turned(call.input(0), call.node().intAttribute("transA", 0) != 0);
        Tensor right = turned(call.input(1), call.node().intAttribute("transB", 0) != 0);
        if (!Numbers.isReal(left.type())) {
            return Optional.empty();
        }
        int rows = (int) left.size(0);
        int columns = (int) right.size(1);
        double[] result = new double[rows * columns];
        multiply(left.toDoubles(), 0, right.toDoubles(), 0, result, 0, rows, (int) left.size(1), columns);
        double alpha = call.node().floatAttribute("alpha", 1);
        double beta = call.node().floatAttribute("beta", 1);
        Optional<double[]> added =
                call.optional(2).map(c -> TensorMoves.broadcast(c, call.sizes()).toDoubles());
        for (int i = 0; i < result.length; i++) {
            result[i] = alpha * result[i] + (added.isPresent() ? beta * added.get()[i] : 0);
        }
        return Numbers.ofReals(left.type(), call.sizes(), result);
    }

    private static Tensor turned(Tensor matrix, boolean turn) {
        return turn
                ? TensorMoves.view(
                        matrix, new long[] {matrix.size(1), matrix.size(0)}, 0, new long[] {1, matrix.size(1)})
                : matrix;
    }
}
