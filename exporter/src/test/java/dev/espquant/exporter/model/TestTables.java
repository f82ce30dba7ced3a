package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.Exponents;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.quant.WeightedLayer;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Exponents for models that were never calibrated: plausible ones by the operators' rules, such that integers neither vanish nor all saturate. */
public final class TestTables {
    private TestTables() {}

    public static QuantizedGraph quantize(Model model, QuantizationScheme scheme, String chip) {
        Target target = Targets.load().get(chip);
        Model typed = ShapeInference.infer(model);
        Map<String, TableEntry> entries = new LinkedHashMap<>();
        int own = 2 - scheme.bits().bits() + 1;
        for (ValueInfo input : typed.graph().inputs()) {
            entries.put(input.name(), TableEntry.of(own));
        }
        for (Node node : typed.graph().nodes()) {
            ExponentRule rule = target.require(Runtime.ESP_DL_1)
                    .operators()
                    .rule(node)
                    .orElseThrow()
                    .exponents();
            int exponent = rule == ExponentRule.OWN_RANGE
                    ? own + (node.is("Softmax") || node.is("Sigmoid") || node.is("Tanh") ? -2 : 1)
                    : node.inputs().stream()
                            .flatMap(i -> Optional.ofNullable(entries.get(i)).stream())
                            .mapToInt(e -> e.exponents().get(0))
                            .findFirst()
                            .orElse(own);
            entries.put(node.output(), TableEntry.of(exponent));
            weights(typed, node, scheme, entries);
            if (node.is("PRelu")) {
                entries.put(node.inputs().get(1), TableEntry.of(own));
            }
        }
        QuantizationTable table =
                new QuantizationTable("", scheme, "", 0, ImmutableList.of(), ImmutableMap.copyOf(entries));
        return Quantizer.quantize(model, table, target, Runtime.ESP_DL_1);
    }

    /** Random integers for every input, of the whole width. */
    public static Map<String, IntTensor> image(QuantizedGraph graph, long seed) {
        Random random = new Random(seed);
        Map<String, IntTensor> image = new LinkedHashMap<>();
        for (ValueInfo input : graph.graph().inputs()) {
            long[] sizes = graph.graph().shape(input.name()).orElseThrow().sizes();
            int[] integers = new int[Math.toIntExact(Arrays.stream(sizes).reduce(1, (a, b) -> a * b))];
            int range = graph.scheme().bits().max() - graph.scheme().bits().min() + 1;
            Arrays.setAll(
                    integers, i -> random.nextInt(range) + graph.scheme().bits().min());
            image.put(input.name(), IntTensor.of(sizes, integers));
        }
        return image;
    }

    private static void weights(Model model, Node node, QuantizationScheme scheme, Map<String, TableEntry> entries) {
        Optional<WeightedLayer> found = WeightedLayer.of(model.graph(), node);
        if (found.isEmpty()) {
            return;
        }
        WeightedLayer layer = found.get();
        boolean perChannel = scheme.granularity() == Granularity.PER_CHANNEL;
        int in = entries.get(node.inputs().get(0)).exponents().get(0);
        int out = entries.get(node.output()).exponents().get(0);
        int[] exponents = new int[perChannel ? layer.outputChannels() : 1];
        // Weights of tests are below 1; exponents that differ from channel to channel stand for their ranges.
        Arrays.setAll(
                exponents,
                c -> Exponents.ceilLog2(largest(layer.weights()) / scheme.bits().max()) + c % 3);
        entries.put(layer.weightsName(), TableEntry.of(exponents));
        int[] biases = exponents.clone();
        Arrays.setAll(biases, c -> perChannel ? in + exponents[c] + 4 : out);
        layer.bias().ifPresent(bias -> entries.put(bias.name(), TableEntry.of(biases)));
    }

    private static double largest(Tensor tensor) {
        return Math.max(
                1e-3, Arrays.stream(tensor.toDoubles()).map(Math::abs).max().orElse(1));
    }
}
