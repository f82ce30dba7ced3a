package dev.espquant.optimizer.passes;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bias of a Gemm as one number per column, and what a constant input adds to it. */
public final class GemmBias {
    private GemmBias() {}

    /** {@code beta * C}, one number per column, zeros if there is none; empty if C differs between rows or is not a float32 constant. */
    public static Optional<double[]> perColumn(Match match, Node gemm, int columns) {
        if (gemm.input(2).isEmpty()) {
            return Optional.of(new double[columns]);
        }
        double beta = gemm.floatAttribute("beta", 1);
        return match.constant(gemm, 2)
                .flatMap(c -> PerChannel.ofBroadcast(c, 2, 1, columns))
                .map(bias -> {
                    for (int i = 0; i < bias.length; i++) {
                        bias[i] *= beta;
                    }
                    return bias;
                });
    }

    /**
     * What a constant row as an input gives at each column: {@code alpha * row * B}.
     *
     * @param row one number per row of B, whichever way B lies
     */
    public static double[] ofInput(Node gemm, Tensor weights, double[] row) {
        boolean rowsLast = gemm.intAttribute("transB", 0) != 0;
        int columns = (int) weights.size(rowsLast ? 0 : 1);
        float[] values = weights.toFloats();
        double alpha = gemm.floatAttribute("alpha", 1);
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            int k = rowsLast ? i % row.length : i / columns;
            sums[rowsLast ? i / row.length : i % columns] += alpha * values[i] * row[k];
        }
        return sums;
    }

    /** A Gemm with another input, other weights and a bias that is added as it is. */
    public static Node with(Match match, Node gemm, String input, Tensor weights, double[] bias) {
        List<String> inputs = new ArrayList<>();
        inputs.add(input);
        String weightsName = gemm.inputs().get(1);
        boolean same = match.requiredConstant(gemm, 1).equals(weights);
        inputs.add(same ? weightsName : match.updateConstant(weightsName, weights));
        Tensor vector = PerChannel.vector(bias);
        inputs.add(gemm.input(2)
                .map(name -> match.updateConstant(name, vector))
                .orElseGet(() -> match.addConstant(gemm.name() + "_bias", vector)));
        Node result = gemm.withInputs(inputs);
        return gemm.floatAttribute("beta", 1) == 1 ? result : result.withAttribute("beta", Attribute.of(1f));
    }
}
