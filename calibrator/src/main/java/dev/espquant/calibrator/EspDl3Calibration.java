package dev.espquant.calibrator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.exponent.AlignedExponents;
import dev.espquant.calibrator.exponent.ConstantExponents;
import dev.espquant.calibrator.exponent.EspDl3Weights;
import dev.espquant.calibrator.exponent.ValueWidths;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.ConstantOperands;
import dev.espquant.quant.ExponentPlan;
import dev.espquant.quant.FixedIntegers;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.quant.WeightedLayer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Calibration for ESP-DL 3.x: every value that is computed anew is measured in its own width, weights get their exponents first, values then
 * theirs ({@link AlignedExponents}), and what the runtime could not compute is moved ({@link ExponentPlan#settled}), which the report tells. The
 * table lists no biases: their exponents follow from the others.
 */
final class EspDl3Calibration {
    private final Graph graph;
    private final CalibrationOptions options;
    private final SampleSource samples;
    private final ImmutableMap<String, BitWidth> widths;
    private final ImmutableMap<String, QuantizationParameters> constants;
    private final AlignedExponents solver;
    private final Walk walk;

    EspDl3Calibration(Model model, SampleSource samples, CalibrationOptions options) {
        this.graph = model.graph();
        this.options = options;
        this.samples = samples;
        this.widths = ValueWidths.of(
                graph, options.runtime().operators(), options.scheme().bits(), options.int16Nodes());
        this.constants =
                new EspDl3Weights(graph, options.scheme().granularity(), options.compatibility(), widths).find();
        this.solver =
                new AlignedExponents(graph, options.runtime().operators(), widths, constants, options.compatibility());
        this.walk = new Walk(model, samples, options);
    }

    CalibrationReport run(ObserverFactory method, String sha256) {
        ImmutableMap<String, String> measured = solver.measured();
        ValueStatistics statistics = ValueStatistics.collect(
                graph, walk, ObservationPlan.of(graph, measured, realValues()), method, this::width);
        ExponentPlan plan = plan(statistics).settled();
        QuantizationTable table = new QuantizationTable(
                sha256, options.scheme(), method.name(), samples.count(), walk.hashes(), entries(plan, statistics));
        return new CalibrationReport(
                table,
                ImmutableList.<String>builder()
                        .addAll(plan.notes())
                        .addAll(new CalibrationWarnings(graph, measured, statistics, options, this::width).of(table))
                        .build());
    }

    /** The values that may hold something that is not finite. */
    private ImmutableSet<String> realValues() {
        return widths.keySet().stream()
                .filter(value -> !FixedIntegers.isTruth(graph, value))
                .collect(ImmutableSet.toImmutableSet());
    }

    private ExponentPlan plan(ValueStatistics statistics) {
        Map<BitWidth, Integer> undecided = new EnumMap<>(BitWidth.class);
        for (BitWidth width : BitWidth.values()) {
            undecided.put(width, 1 - width.bits());
        }
        ImmutableMap<String, Integer> exponents = solver.solve(
                new MeasuredDemands(
                        graph, statistics, options, new ConstantExponents(graph, options.scheme(), 0), this::width),
                undecided);
        options.inputExponents().forEach((input, exponent) -> requireSolved(input, exponent, exponents));
        ImmutableMap.Builder<String, QuantizationParameters> values = ImmutableMap.builder();
        exponents.forEach((name, e) -> values.put(name, QuantizationParameters.perTensor(width(name), e)));
        return ExponentPlan.of(graph, options.runtime(), values.buildOrThrow(), constants);
    }

    private static void requireSolved(String input, int exponent, Map<String, Integer> exponents) {
        int solved = exponents.getOrDefault(input, exponent);
        if (solved != exponent) {
            throw GraphException.because("its exponent is set to " + exponent
                            + ", but the sum or Concat that alone reads it needs " + solved)
                    .value(input)
                    .fix("set " + solved + ", or do not set it")
                    .build();
        }
    }

    /** Inputs first, then node by node the constants that tables list and the outputs. */
    private ImmutableMap<String, TableEntry> entries(ExponentPlan plan, ValueStatistics statistics) {
        Map<String, TableEntry> entries = new LinkedHashMap<>();
        graph.inputs().forEach(i -> entries.put(i.name(), value(i.name(), plan, statistics)));
        for (Node node : graph.nodes()) {
            WeightedLayer.of(graph, node)
                    .map(WeightedLayer::weightsName)
                    .ifPresent(weights -> entries.put(weights, constant(weights, plan)));
            ConstantOperands.listed(graph, node).forEach(name -> entries.put(name, constant(name, plan)));
            node.outputs().stream()
                    .filter(o -> !o.isEmpty())
                    .forEach(output -> entries.put(output, value(output, plan, statistics)));
        }
        return ImmutableMap.copyOf(entries);
    }

    private TableEntry constant(String name, ExponentPlan plan) {
        QuantizationParameters parameters =
                Optional.ofNullable(plan.constants().get(name)).orElseThrow();
        return TableEntry.of(parameters.exponents().toArray())
                .withBits(parameters.bits(), options.scheme().bits());
    }

    private TableEntry value(String name, ExponentPlan plan, ValueStatistics statistics) {
        QuantizationParameters parameters =
                Optional.ofNullable(plan.values().get(name)).orElseThrow();
        return Calibrator.measuredEntry(name, ImmutableMap.of(name, parameters.exponent()), statistics)
                .withBits(parameters.bits(), options.scheme().bits());
    }

    private BitWidth width(String value) {
        return widths.getOrDefault(value, options.scheme().bits());
    }
}
