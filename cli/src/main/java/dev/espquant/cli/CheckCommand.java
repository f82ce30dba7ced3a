package dev.espquant.cli;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import dev.espquant.target.Violation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant check}: can a chip run this model? Lists every node that it cannot run, why, and what would help. */
@Command(
        name = "check",
        description = "Lists every node that a chip cannot run, the rule that fails, and what would help.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MODEL.onnx", description = "A float model.")
    Path model = Path.of("");

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Graph graph = ShapeInference.infer(OnnxReader.read(model)).graph();
        Target chip = target.target();
        List<Violation> violations = chip.require(target.runtime).operators().check(graph);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("target", chip.name());
            result.put("runtime", target.runtime.label());
            result.put("nodes", graph.nodes().size());
            result.put(
                    "violations", violations.stream().map(v -> json(graph, v)).toList());
            out.println(JsonText.of(result));
        } else {
            violations.forEach(v -> out.println(v + chips(runsElsewhere(graph, v.node()))));
            out.println(
                    violations.isEmpty()
                            ? chip.title() + " runs all " + graph.nodes().size() + " nodes under "
                                    + target.runtime.title()
                            : violations.size() + " problems; 'espquant optimize' may solve some of them");
        }
        return violations.isEmpty() ? ExitCode.OK : ExitCode.UNSUPPORTED;
    }

    /** Other chips under the same runtime on which nothing is wrong with the node. */
    private List<String> runsElsewhere(Graph graph, Node node) {
        return Targets.load().all().stream()
                .filter(t -> t.runtime(target.runtime)
                        .map(facts -> facts.operators().check(graph).stream()
                                .noneMatch(v -> v.node().equals(node)))
                        .orElse(false))
                .map(Target::name)
                .toList();
    }

    private static String chips(List<String> names) {
        return names.isEmpty() ? "" : " (runs on " + String.join(", ", names) + ")";
    }

    private Map<String, Object> json(Graph graph, Violation violation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", violation.node().name());
        json.put("operator", violation.node().opType());
        json.put("rule", violation.rule());
        json.put("fix", violation.fix());
        json.put("runsOn", runsElsewhere(graph, violation.node()));
        return json;
    }
}
