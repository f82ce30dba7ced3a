package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.Exponents;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.WeightedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exponents of weights, biases and slopes. ESP-DL 1.x, equal to the tables of its quantization tool:
 *
 * <ul>
 *   <li>weights: {@code ceil(log2(max|w| / q))}, of the whole tensor or of each output channel; a channel's is at least -15;
 *   <li>bias: per tensor the exponent of the layer's output; per channel {@code input + weight + headroom}, the accumulator's after its shift;
 *   <li>slopes of LeakyRelu (key {@code <node name>_alpha}) and PRelu: {@code ceil(log2(max|alpha| / q))}.
 * </ul>
 */
public final class ConstantExponents {
    /** The smallest exponent of a channel, which is also that of a channel, or a tensor, of zeros. */
    private static final int SMALLEST = -15;

    private final Graph graph;
    private final QuantizationScheme scheme;
    private final int headroomBits;

    /** @param headroomBits bits that a per-channel accumulator is shifted by before the bias is added */
    public ConstantExponents(Graph graph, QuantizationScheme scheme, int headroomBits) {
        this.graph = graph;
        this.scheme = scheme;
        this.headroomBits = headroomBits;
    }

    /** The exponents of a node's constants by table key; empty if it has none that tables list. */
    public ImmutableMap<String, ImmutableIntArray> of(Node node, Map<String, Integer> values) {
        ImmutableMap.Builder<String, ImmutableIntArray> exponents = ImmutableMap.builder();
        WeightedLayer.of(graph, node).ifPresent(layer -> {
            ImmutableIntArray weights = weights(node, layer);
            exponents.put(layer.weightsName(), weights);
            layer.bias().ifPresent(bias -> exponents.put(bias.name(), bias(node, weights, values)));
        });
        if (node.is("LeakyRelu")) {
            float alpha = node.floatAttribute("alpha", 0.01f);
            exponents.put(node.name() + "_alpha", ImmutableIntArray.of(exponent(Math.abs(alpha))));
        } else if (node.is("PRelu")) {
            String slopes = node.inputs().get(1);
            graph.initializer(slopes).ifPresent(t -> exponents.put(slopes, ImmutableIntArray.of(ofTensor(slopes, t))));
        }
        return exponents.buildKeepingLast();
    }

    /** The smallest exponent at which nothing of a constant saturates. */
    public int ofTensor(String name, Tensor constant) {
        double max = 0;
        for (double value : constant.toDoubles()) {
            max = Math.max(max, magnitude(name, value));
        }
        return exponent(max);
    }

    private ImmutableIntArray weights(Node node, WeightedLayer layer) {
        double[] max = new double[layer.outputChannels()];
        long[] sizes = layer.weights().sizes();
        int inner = 1;
        for (int axis = layer.channelAxis() + 1; axis < sizes.length; axis++) {
            inner = Math.toIntExact(inner * sizes[axis]);
        }
        float[] values = layer.weights().toFloats();
        for (int i = 0; i < values.length; i++) {
            int channel = i / inner % max.length;
            max[channel] = Math.max(max[channel], magnitude(layer.weightsName(), values[i]));
        }
        if (max.length == 0) {
            throw GraphException.because("the weights are empty")
                    .node(node)
                    .value(layer.weightsName())
                    .build();
        }
        return switch (scheme.granularity()) {
            case PER_TENSOR ->
                ImmutableIntArray.of(exponent(Arrays.stream(max).max().orElse(0)));
            case PER_CHANNEL ->
                ImmutableIntArray.copyOf(Arrays.stream(max).mapToInt(m -> Math.max(SMALLEST, exponent(m))));
        };
    }

    private ImmutableIntArray bias(Node node, ImmutableIntArray weights, Map<String, Integer> values) {
        return switch (scheme.granularity()) {
            case PER_TENSOR -> ImmutableIntArray.of(values.getOrDefault(node.output(), 0));
            case PER_CHANNEL -> {
                int input = values.getOrDefault(node.inputs().get(0), 0);
                yield ImmutableIntArray.copyOf(weights.stream().map(w -> input + w + headroomBits));
            }
        };
    }

    private int exponent(double max) {
        return max == 0 ? SMALLEST : Exponents.ceilLog2(max / scheme.bits().max());
    }

    private static double magnitude(String name, double value) {
        if (!Double.isFinite(value)) {
            throw GraphException.because("the constant holds " + value)
                    .value(name)
                    .fix("export the model again, or look why its training diverged")
                    .build();
        }
        return Math.abs(value);
    }

    /**
     * Values that must share an exponent because layers share a bias: a bias has one exponent, which follows from the layer's output (per
     * tensor) or its input (per channel).
     */
    public ImmutableList<List<String>> ties() {
        Map<String, List<String>> byBias = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            WeightedLayer.of(graph, node)
                    .flatMap(WeightedLayer::bias)
                    .ifPresent(bias -> byBias.computeIfAbsent(bias.name(), b -> new ArrayList<>())
                            .add(
                                    scheme.granularity() == Granularity.PER_TENSOR
                                            ? node.output()
                                            : node.inputs().get(0)));
        }
        return byBias.values().stream().filter(v -> v.size() > 1).collect(ImmutableList.toImmutableList());
    }
}
