package dev.espquant.calibrator;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.calibrator.exponent.ConstantExponents;
import dev.espquant.calibrator.exponent.ExponentSolver;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.espdl1.EspDl1;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a float model on samples and finds the exponent of every tensor.
 *
 * <p>The result depends on the model, the samples and the options alone, not on the number of threads. The model should be optimized before:
 * every operator must be one that the target has.
 */
public final class Calibrator {
    private static final Logger LOG = System.getLogger(Calibrator.class.getName());

    private final Graph graph;
    private final CalibrationOptions options;
    private final ExponentSolver solver;
    private final ConstantExponents constants;
    private final ImmutableMap<String, String> measured;
    private final Walk walk;
    private final SampleSource samples;

    private Calibrator(Model model, SampleSource samples, CalibrationOptions options) {
        this.graph = model.graph();
        this.options = options;
        this.samples = samples;
        this.solver = new ExponentSolver(graph, options.runtime().operators(), options.compatibility());
        this.constants = new ConstantExponents(
                graph,
                options.scheme(),
                EspDl1.arithmetic(options.runtime()).perChannel().headroomBits());
        this.measured = solver.measured();
        this.walk = new Walk(model, samples, options);
    }

    /** The table of {@link #report}; its warnings are logged. */
    public static QuantizationTable calibrate(Model model, SampleSource samples, CalibrationOptions options) {
        CalibrationReport report = report(model, samples, options);
        report.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        return report.table();
    }

    /**
     * Calibrates.
     *
     * @param model a float model; its shapes are inferred here
     * @param samples what the chip will see, prepared as the model wants it
     * @throws dev.espquant.ir.UnsupportedModelException if the target cannot run the model; its message lists every reason
     * @throws GraphException if the options do not go together, or a tensor holds NaN or infinity (it names tensor and sample)
     */
    public static CalibrationReport report(Model model, SampleSource samples, CalibrationOptions options) {
        ObserverFactory method = Observers.load().get(options.method());
        Model typed = ShapeInference.infer(model);
        OptionChecks.check(typed.graph(), options, method);
        if (samples.count() < 1) {
            throw GraphException.because("there are no calibration samples")
                    .fix("choose at least one; a hundred typical ones are usual")
                    .build();
        }
        String sha256 = options.modelSha256()
                .orElseGet(() ->
                        Hashing.sha256().hashBytes(OnnxWriter.toBytes(model)).toString());
        return options.runtime().runtime() == Runtime.ESP_DL_3
                ? new EspDl3Calibration(typed, samples, options).run(method, sha256)
                : new Calibrator(typed, samples, options).run(method, sha256);
    }

    private CalibrationReport run(ObserverFactory method, String sha256) {
        ObservationPlan plan = ObservationPlan.of(graph, measured, solver.values());
        ValueStatistics statistics = ValueStatistics.collect(
                graph, walk, plan, method, value -> options.scheme().bits());
        ImmutableMap<String, Integer> exponents = solve(statistics);
        QuantizationTable table = new QuantizationTable(
                sha256,
                options.scheme(),
                method.name(),
                samples.count(),
                walk.hashes(),
                entries(exponents, statistics));
        return new CalibrationReport(
                table,
                new CalibrationWarnings(
                                graph,
                                measured,
                                statistics,
                                options,
                                v -> options.scheme().bits())
                        .of(table));
    }

    private ImmutableMap<String, Integer> solve(ValueStatistics statistics) {
        MeasuredDemands demands = new MeasuredDemands(
                graph, statistics, options, constants, v -> options.scheme().bits());
        ImmutableMap<String, Integer> exponents = solver.solve(demands, constants.ties(), demands.undecided());
        options.inputExponents().forEach((input, exponent) -> {
            int solved = exponents.getOrDefault(input, exponent);
            if (solved != exponent) {
                throw GraphException.because("its exponent is set to " + exponent
                                + ", but a Concat or another operator ties it to values that need " + solved)
                        .value(input)
                        .fix("set " + solved + ", or do not set it")
                        .build();
            }
        });
        return exponents;
    }

    /** Inputs first, then node by node the constants and the output. */
    private ImmutableMap<String, TableEntry> entries(Map<String, Integer> exponents, ValueStatistics statistics) {
        Map<String, TableEntry> entries = new LinkedHashMap<>();
        graph.inputs().forEach(i -> entries.put(i.name(), measuredEntry(i.name(), exponents, statistics)));
        for (Node node : graph.nodes()) {
            constants.of(node, exponents).forEach((name, found) -> putConstant(node, name, found, entries));
            if (exponents.containsKey(node.output())) {
                entries.put(node.output(), measuredEntry(node.output(), exponents, statistics));
            }
        }
        return ImmutableMap.copyOf(entries);
    }

    static TableEntry measuredEntry(String value, Map<String, Integer> exponents, ValueStatistics statistics) {
        ValueRange range = statistics.range(value);
        int exponent = exponents.getOrDefault(value, 0);
        return range.isEmpty() ? TableEntry.of(exponent) : TableEntry.measured(exponent, range.min(), range.max());
    }

    private static void putConstant(
            Node node, String name, ImmutableIntArray exponents, Map<String, TableEntry> entries) {
        TableEntry entry = TableEntry.of(exponents.toArray());
        TableEntry other = entries.putIfAbsent(name, entry);
        if (other != null && !other.equals(entry)) {
            throw GraphException.because("nodes share this constant but need other exponents of it: "
                            + other.exponents() + " and, here, " + exponents)
                    .node(node)
                    .value(name)
                    .fix("run 'espquant optimize', which gives each layer a bias of its own,"
                            + " or give each node a copy of the constant under a name of its own")
                    .buildUnsupported();
        }
    }
}
