package dev.espquant.cli;

import dev.espquant.ir.shape.ShapeInference;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    InputShapeOptions inputShape = new InputShapeOptions();

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Override
    public Integer call() {
        ModelCheck check =
                ModelCheck.of(ShapeInference.infer(inputShape.read(model)), target.target(), target.runtime());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(check.json()));
        } else {
            check.print(out);
        }
        return check.runs() ? ExitCode.OK : ExitCode.UNSUPPORTED;
    }
}
