package dev.espquant.cli;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.optimizer.OptimizationReport;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant optimize}: rewrites a float model so that a chip can run it, in fewer steps. */
@Command(name = "optimize", description = "Rewrites a float model: eliminates, simplifies and fuses operators.")
final class OptimizeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "MODEL.onnx", description = "The model to optimize.")
    @Nullable
    Path model;

    @Option(names = "-o", paramLabel = "OUT.onnx", description = "Where the optimized model goes.")
    @Nullable
    Path output;

    @Option(names = "--passes", split = ",", paramLabel = "NAME", description = "Run these passes only.")
    List<String> passes = new ArrayList<>();

    @Option(names = "--without", split = ",", paramLabel = "NAME", description = "Leave these passes out.")
    List<String> without = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "full",
            description = "mission: what Espressif's script does; full: every pass (default ${DEFAULT-VALUE}).")
    String preset = "full";

    @Option(names = "--report", description = "Say what fired where.")
    boolean report;

    @Option(names = "--list", description = "List the passes and stop.")
    boolean list;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        if (list) {
            ListCommands.print(spec.commandLine().getOut(), ListCommands.Passes.passes(), json);
            return ExitCode.OK;
        }
        if (model == null || output == null) {
            throw new ParameterException(spec.commandLine(), "optimize needs MODEL.onnx and -o OUT.onnx (or --list)");
        }
        Model original = OnnxReader.read(model);
        OptimizedModel optimized = Optimizer.optimize(original, options());
        OnnxWriter.write(optimized.model(), output);
        print(optimized.report(), output);
        return ExitCode.OK;
    }

    private OptimizerOptions options() {
        return OptimizerOptions.of(Preset.ofName(preset)).withOnly(passes).withoutPasses(without);
    }

    private void print(OptimizationReport result, Path file) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(ImmutableMap.of(
                    "output", file.toString(),
                    "nodesBefore", result.nodesBefore(),
                    "nodesAfter", result.nodesAfter(),
                    "fired", fired(result),
                    "notes", result.notes())));
        } else if (report) {
            result.lines().forEach(out::println);
        } else {
            result.activities().forEach(a -> out.println(a.pass() + ": " + a.count() + "x"));
            result.notes().forEach(note -> out.println("note: " + note));
            out.println(
                    "nodes: " + result.nodeCountBefore() + " -> " + result.nodeCountAfter() + ", written to " + file);
        }
    }

    private static ImmutableMap<String, List<String>> fired(OptimizationReport result) {
        ImmutableMap.Builder<String, List<String>> fired = ImmutableMap.builder();
        result.activities().forEach(a -> fired.put(a.pass(), a.firings()));
        return fired.buildOrThrow();
    }
}
