package dev.espquant.optimizer.passes;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A batch normalization with constant parameters, as the affine map per channel that it is at inference: {@code y = factor * x + offset}
 * with {@code factor = scale / sqrt(var + epsilon)} and {@code offset = bias - mean * factor}.
 */
public final class BatchNorm {
    private static final float DEFAULT_EPSILON = 1e-5f;

    private final double[] factor;
    private final double[] mean;
    private final double[] bias;

    private BatchNorm(double[] factor, double[] mean, double[] bias) {
        this.factor = factor;
        this.mean = mean;
        this.bias = bias;
    }

    /** A BatchNormalization that normalizes with constants, not with statistics of its input. */
    public static Pattern pattern() {
        return Pattern.op("BatchNormalization").where(BatchNorm::isInference).constants(1, 2, 3, 4);
    }

    /** Whether a BatchNormalization has constant parameters and normalizes with them: what the pattern asks for, of a single node. */
    public static boolean isConstant(Match match, Node node) {
        return node.is("BatchNormalization")
                && isInference(node)
                && IntStream.rangeClosed(1, 4)
                        .allMatch(i -> match.constant(node, i).isPresent());
    }

    private static boolean isInference(Node node) {
        return node.intAttribute("training_mode", 0) == 0
                && node.intAttribute("spatial", 1) == 1
                && node.outputs().stream().skip(1).allMatch(String::isEmpty);
    }

    /** The map that a node computes; empty if its parameters are not finite float32 vectors of one length or the model is older than opset 7. */
    public static Optional<BatchNorm> of(Match match, Node node) {
        if (match.opset() < 7) {
            return Optional.empty();
        }
        double[][] parameters = new double[4][];
        for (int i = 0; i < 4; i++) {
            Tensor tensor = match.requiredConstant(node, i + 1);
            if (!PerChannel.isFloat(tensor) || tensor.rank() != 1 || !PerChannel.isFinite(tensor)) {
                return Optional.empty();
            }
            parameters[i] = tensor.toDoubles();
        }
        double epsilon = node.floatAttribute("epsilon", DEFAULT_EPSILON);
        double[] factor = new double[parameters[0].length];
        for (int c = 0; c < factor.length; c++) {
            if (parameters[1].length != factor.length
                    || parameters[2].length != factor.length
                    || parameters[3].length != factor.length
                    || !(parameters[3][c] + epsilon > 0)) {
                return Optional.empty();
            }
            factor[c] = parameters[0][c] / Math.sqrt(parameters[3][c] + epsilon);
        }
        return Optional.of(new BatchNorm(factor, parameters[2], parameters[1]));
    }

    /** What each channel is multiplied by. */
    public double[] factor() {
        return factor.clone();
    }

    public int channels() {
        return factor.length;
    }

    /** What a layer's bias becomes when the map is applied behind it. */
    public double[] appliedTo(double[] layerBias) {
        double[] result = new double[factor.length];
        for (int c = 0; c < result.length; c++) {
            result[c] = (layerBias[c] - mean[c]) * factor[c] + bias[c];
        }
        return result;
    }
}
