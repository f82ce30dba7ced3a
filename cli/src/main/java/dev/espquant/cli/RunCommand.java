package dev.espquant.cli;

import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EmbeddedTest;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlResult;
import dev.espquant.evaluator.espdl.EspdlSimulator;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.evaluator.espdl.TargetChoice;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant run}: computes what a chip computes that runs an {@code .espdl} file, and compares it with the file's own tests. */
@Command(
        name = "run",
        description = {
            "Computes, integer by integer, what a chip computes that runs an .espdl file under ESP-DL 3.x.",
            "Without --input the embedded test inputs are used, and the embedded test outputs compared."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE.espdl", description = "A model of any exporter.")
    Path file = Path.of("");

    @Mixin
    EspdlOptions espdl = new EspdlOptions();

    @Option(
            names = "--input",
            paramLabel = "NAME=X.npy",
            description = {
                "An array for a graph input, in the runtime's layout (.npy or .npz:NAME).",
                "Integers are taken as they are, real numbers are quantized. NAME= may be left out for the only input."
            })
    List<String> inputs = new ArrayList<>();

    @Option(names = "--outputs", paramLabel = "OUT.npz", description = "Write the outputs to a file.")
    @Nullable
    Path outputs;

    @Option(names = "--all-tensors", description = "Write all values, not the graph's outputs only.")
    boolean allTensors;

    @Option(
            names = "--target",
            paramLabel = "CHIP",
            description = "The chip; by default the one that the file was made for, as far as it tells.")
    @Nullable
    String target;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        EspdlModel model = espdl.model(file);
        Target chip = chip(model);
        TargetRuntime facts = chip.require(Runtime.ESP_DL_3);
        EspdlGraph graph = model.graph();
        List<RunReport.Run> runs = runs(graph, facts);
        if (outputs != null) {
            RunOutputs.write(outputs, runs, kept(graph));
        }
        RunReport report = new RunReport(chip, graph, runs);
        if (json) {
            spec.commandLine().getOut().println(JsonText.of(report.json(file)));
        } else {
            report.print(spec.commandLine().getOut());
        }
        return report.mismatches() == 0 ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private Target chip(EspdlModel model) {
        if (target != null) {
            return Targets.load().get(target);
        }
        TargetChoice choice = inFile(() -> TargetChoice.of(model, Targets.load().all()));
        if (choice.isAmbiguous()) {
            spec.commandLine()
                    .getErr()
                    .println("note: the file fits "
                            + choice.fits().stream().map(Target::name).collect(Collectors.joining(", "))
                            + "; computing as "
                            + choice.target().name() + " (" + choice.reason() + "). --target chooses another");
        }
        return choice.target();
    }

    private List<RunReport.Run> runs(EspdlGraph graph, TargetRuntime facts) {
        EspdlSimulator simulator = inFile(() -> EspdlSimulator.of(graph, facts));
        if (inputs.isEmpty()) {
            return inFile(() -> embedded(graph, simulator));
        }
        Map<String, EspdlArray> arrays = new RunInputs(graph, simulator, Rounding.of(facts)).read(inputs);
        return inFile(() ->
                List.of(new RunReport.Run(0, simulator.run(arrays, ImmutableSet.copyOf(kept(graph))), List.of())));
    }

    private List<RunReport.Run> embedded(EspdlGraph graph, EspdlSimulator simulator) {
        List<EmbeddedTest> tests = EmbeddedTest.of(graph);
        if (tests.isEmpty()) {
            throw GraphException.because("the file embeds no test inputs")
                    .fix("give arrays with --input NAME=X.npy")
                    .build();
        }
        List<RunReport.Run> runs = new ArrayList<>();
        for (EmbeddedTest test : tests) {
            ImmutableSet<String> keep = Stream.concat(kept(graph).stream(), test.outputNames().stream())
                    .collect(ImmutableSet.toImmutableSet());
            EspdlResult result = simulator.run(test.inputs(), keep);
            runs.add(new RunReport.Run(test.number(), result, test.compare(result)));
        }
        return runs;
    }

    /** What is written: outputs, or everything that nodes and inputs make. */
    private List<String> kept(EspdlGraph graph) {
        if (!allTensors) {
            return graph.outputs().stream().map(EspdlValue::name).toList();
        }
        return Stream.concat(
                        graph.inputs().stream().map(EspdlValue::name),
                        graph.nodes().stream().flatMap(node -> node.outputs().stream()))
                .toList();
    }

    /** Names the file in errors about its contents. */
    private <T> T inFile(Supplier<T> step) {
        try {
            return step.get();
        } catch (GraphException e) {
            throw e.toBuilder().file(file).build();
        }
    }
}
