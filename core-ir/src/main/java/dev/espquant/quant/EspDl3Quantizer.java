package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl3.EspDl3;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Applies a table to a model for ESP-DL 3.x. Any table of the model serves, those of ESP-DL 1.x too: what the runtime cannot do is moved
 * ({@link ExponentMoves}) and told. Biases are not quantized here, for their exponents follow from what layers take in.
 */
final class EspDl3Quantizer {
    private static final Logger LOG = System.getLogger(EspDl3Quantizer.class.getName());

    /** What a tensor of zeros gets. */
    private static final int EXPONENT_OF_ZERO = -15;

    private final Model model;
    private final Graph graph;
    private final QuantizationTable table;
    private final Target target;
    private final TargetRuntime facts;
    private final Map<String, QuantizationParameters> values = new LinkedHashMap<>();
    private final EdgeIntegers edges;

    EspDl3Quantizer(Model model, QuantizationTable table, Target target, TargetRuntime facts) {
        this.model = model;
        this.graph = model.graph();
        this.table = table;
        this.target = target;
        this.facts = facts;
        this.edges = new EdgeIntegers(graph, facts.operators(), this::value);
    }

    QuantizedGraph quantize() {
        values();
        ExponentPlan plan = ExponentPlan.of(graph, facts, ImmutableMap.copyOf(values), constantParameters())
                .settled();
        plan.notes().forEach(note -> LOG.log(Level.WARNING, note));
        return new QuantizedGraph(
                model, target, facts, table.scheme(), plan.values(), new EspDl3Constants(plan).quantize());
    }

    private void values() {
        for (ValueInfo input : graph.inputs()) {
            values.put(input.name(), single(input.name(), width(table.get(input.name()))));
        }
        for (Node node : graph.nodes()) {
            for (String output : node.outputs()) {
                if (!output.isEmpty()) {
                    values.put(
                            output,
                            FixedIntegers.of(graph, output).orElseGet(() -> single(node.output(), width(node))));
                }
            }
        }
    }

    private BitWidth width(Node node) {
        return EspDl3.INT8_ONLY.contains(node.opType()) ? BitWidth.INT8 : width(table.get(node.output()));
    }

    private BitWidth width(TableEntry entry) {
        return entry.bits().orElse(table.scheme().bits());
    }

    private QuantizationParameters single(String name, BitWidth width) {
        TableEntry entry = table.get(name);
        if (entry.exponents().length() != 1) {
            throw GraphException.because("an activation has one exponent, the table gives it "
                            + entry.exponents().length())
                    .value(name)
                    .fix("calibrate this very model")
                    .build();
        }
        int exponent = Quantizer.checked(name, entry.exponents().get(0));
        return QuantizationParameters.perTensor(width, EdgeIntegers.forWidth(exponent, width(entry), width));
    }

    private ImmutableMap<String, QuantizationParameters> constantParameters() {
        Map<String, QuantizationParameters> constants = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            BitWidth bits = edges.bits(node);
            Optional<WeightedLayer> layer = WeightedLayer.of(graph, node);
            if (layer.isPresent()) {
                put(constants, node, layer.get().weightsName(), weights(node, layer.get(), bits));
            }
            ConstantOperands.listed(graph, node).forEach(name -> put(constants, node, name, listed(name, bits)));
            ConstantOperands.unlisted(graph, node).forEach(name -> put(constants, node, name, smallest(name, bits)));
        }
        return ImmutableMap.copyOf(constants);
    }

    private static void put(
            Map<String, QuantizationParameters> constants, Node node, String name, QuantizationParameters parameters) {
        QuantizationParameters other = constants.putIfAbsent(name, parameters);
        if (other != null && !other.equals(parameters)) {
            throw GraphException.because("nodes share this constant but need other integers of it")
                    .node(node)
                    .value(name)
                    .fix("give each node a copy of the constant under a name of its own, and calibrate again")
                    .buildUnsupported();
        }
    }

    private QuantizationParameters weights(Node node, WeightedLayer layer, BitWidth bits) {
        TableEntry entry = table.get(layer.weightsName());
        entry.exponents().forEach(e -> Quantizer.checked(layer.weightsName(), e));
        ImmutableIntArray exponents = ImmutableIntArray.copyOf(
                entry.exponents().stream().map(e -> EdgeIntegers.forWidth(e, width(entry), bits)));
        boolean perChannel =
                facts.schemes().contains(new QuantizationScheme(bits, Granularity.PER_CHANNEL)) && !node.is("MatMul");
        if (exponents.length() != 1 && !(perChannel && exponents.length() == layer.outputChannels())) {
            throw GraphException.because("its weights need one exponent"
                            + (perChannel ? ", or " + layer.outputChannels() : "") + "; the table gives "
                            + exponents.length())
                    .node(node)
                    .value(layer.weightsName())
                    .fix("calibrate this very model for this target")
                    .build();
        }
        return new QuantizationParameters(bits, exponents, exponents.length() == 1 ? 0 : layer.channelAxis());
    }

    private QuantizationParameters listed(String name, BitWidth bits) {
        return table.find(name)
                .map(entry -> QuantizationParameters.perTensor(
                        bits,
                        EdgeIntegers.forWidth(
                                Quantizer.checked(name, entry.exponents().get(0)), width(entry), bits)))
                .orElseGet(() -> smallest(name, bits));
    }

    /** The smallest exponent at which nothing of a constant saturates; a number that is not finite is reported when it is quantized. */
    private QuantizationParameters smallest(String name, BitWidth bits) {
        return QuantizationParameters.perTensor(
                bits,
                Exponents.holding(graph.initializer(name).orElseThrow(), bits).orElse(EXPONENT_OF_ZERO));
    }

    private QuantizationParameters value(String name) {
        return Optional.ofNullable(values.get(name)).orElseThrow();
    }
}
