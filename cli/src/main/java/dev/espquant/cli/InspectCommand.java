package dev.espquant.cli;

import dev.espquant.evaluator.espdl.TargetChoice;
import dev.espquant.ir.espdl.EspdlFile;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
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

/** {@code espquant inspect}: what an {@code .espdl} file holds. */
@Command(
        name = "inspect",
        description = "Shows what an .espdl file holds: graph, tensors, exponents, layouts, sizes and embedded tests.")
final class InspectCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE.espdl", description = "A model or a pack of models, of any exporter.")
    Path file = Path.of("");

    @Mixin
    EspdlOptions espdl = new EspdlOptions();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    public Integer call() {
        EspdlFile contents = espdl.open(file);
        List<EspdlFile.Entry> entries = espdl.model == null
                ? contents.models()
                : contents.models().stream()
                        .filter(e -> e.name().equals(espdl.model))
                        .toList();
        if (espdl.model != null && entries.isEmpty()) {
            espdl.model(file);
        }
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", file.toString());
            result.put("pack", contents.pack().map(Enum::name).orElse(""));
            result.put("packVersion", contents.packVersion());
            result.put(
                    "models",
                    entries.stream().map(e -> EspdlReport.of(e, fits(e))).toList());
            spec.commandLine().getOut().println(JsonText.of(result));
        } else {
            contents.pack()
                    .ifPresent(kind -> spec.commandLine()
                            .getOut()
                            .println(kind + " of " + contents.models().size() + " models"
                                    + (contents.packVersion().isEmpty()
                                            ? ""
                                            : ", version " + EspdlOptions.shown(contents.packVersion()))));
            entries.forEach(e -> new InspectText(spec.commandLine().getOut()).print(e, fits(e)));
        }
        return ExitCode.OK;
    }

    /** The chips whose layouts the filters have. */
    private static List<Target> fits(EspdlFile.Entry entry) {
        return TargetChoice.fits(entry.model().graph(), Targets.load().all());
    }
}
