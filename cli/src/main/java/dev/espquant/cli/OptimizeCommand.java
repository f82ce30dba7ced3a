package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.OptimizationReport;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--max-constant-bytes",
            paramLabel = "N",
            description = "Fold no constants that take more bytes than this (default ${DEFAULT-VALUE}).")
    long maxConstantBytes = PassContext.DEFAULT_MAX_CONSTANT_BYTES;

    @Mixin
    InputShapeOptions inputShape = new InputShapeOptions();

    @ArgGroup(exclusive = false)
    @Nullable
    TargetOptions target;

    @Mixin
    VerifyOptions verify = new VerifyOptions();

    @Option(
            names = "--external-data",
            paramLabel = "NAME",
            description = "Write constants of 1 KiB and more to a file of this name beside OUT.onnx;"
                    + " a model beyond 2 GiB needs it.")
    @Nullable
    String externalData;

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
        VerifiedOptimizer.Verified result = optimize(model);
        Model optimized = result.optimized().model();
        print(result, write(optimized, output));
        return ExitCode.OK;
    }

    private ImmutableList<Path> write(Model optimized, Path file) {
        if (externalData != null) {
            return OnnxWriter.write(optimized, file, externalData);
        }
        OnnxWriter.write(optimized, file);
        return ImmutableList.of(file);
    }

    private VerifiedOptimizer.Verified optimize(Path file) {
        try {
            Model read = inputShape.read(file);
            // Passes that are named run alone; most of them look at shapes.
            Model original = passes.isEmpty() ? read : ShapeInference.infer(read);
            return VerifiedOptimizer.optimize(original, options(), verify.when);
        } catch (GraphException e) {
            throw e.inFile(file);
        }
    }

    private OptimizerOptions options() {
        List<String> left = new ArrayList<>(without);
        inputShape.unwantedPasses().stream().filter(p -> !passes.contains(p)).forEach(left::add);
        OptimizerOptions options = OptimizerOptions.of(Preset.ofName(preset))
                .withOnly(passes)
                .withoutPasses(left)
                .withMaxConstantBytes(maxConstantBytes);
        return target == null
                ? options
                : options.withTarget(target.target().require(target.runtime()).operators());
    }

    private void print(VerifiedOptimizer.Verified verified, ImmutableList<Path> files) {
        Path file = files.get(0);
        OptimizationReport result = verified.optimized().report();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(json(verified, files)));
            return;
        }
        if (report) {
            result.lines().forEach(out::println);
        } else {
            result.activities().forEach(a -> out.println(a.pass() + ": " + a.count() + "x"));
            result.notes().forEach(note -> out.println("note: " + note));
            out.println(
                    "nodes: " + result.nodeCountBefore() + " -> " + result.nodeCountAfter() + ", written to " + file);
        }
        files.stream().skip(1).forEach(data -> out.println("constants: written to " + data));
        verified.lines().forEach(out::println);
    }

    private static Map<String, Object> json(VerifiedOptimizer.Verified verified, List<Path> files) {
        OptimizationReport result = verified.optimized().report();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("output", files.get(0).toString());
        files.stream().skip(1).forEach(data -> json.put("externalData", data.toString()));
        json.put("nodesBefore", result.nodesBefore());
        json.put("nodesAfter", result.nodesAfter());
        json.put("fired", fired(result));
        json.put("notes", result.notes());
        verified.proof().ifPresent(p -> json.put("verified", verified.json()));
        return json;
    }

    private static ImmutableMap<String, List<String>> fired(OptimizationReport result) {
        ImmutableMap.Builder<String, List<String>> fired = ImmutableMap.builder();
        result.activities().forEach(a -> fired.put(a.pass(), a.firings()));
        return fired.buildOrThrow();
    }
}
