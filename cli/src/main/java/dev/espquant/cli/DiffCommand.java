package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.espdl.EspdlDifference;
import dev.espquant.ir.espdl.EspdlDifferences;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espquant diff}: in what two {@code .espdl} files differ. */
@Command(
        name = "diff",
        description = {
            "Tells in what two .espdl files differ: nodes, attributes, types, exponents, layouts, constants, test values.",
            "Headers and encryption do not count. Exit code 0 if they say the same, 5 if not."
        })
final class DiffCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "A.espdl", description = "A model of any exporter.")
    Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B.espdl", description = "Another one.")
    Path second = Path.of("");

    @Mixin
    EspdlOptions espdl = new EspdlOptions();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    public Integer call() {
        ImmutableList<EspdlDifference> differences = EspdlDifferences.between(espdl.model(first), espdl.model(second));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("first", first.toString());
            result.put("second", second.toString());
            result.put("differences", differences);
            out.println(JsonText.of(result));
        } else {
            differences.forEach(d -> out.println(EspdlOptions.shown(d)));
            out.println(differences.isEmpty() ? "no differences" : differences.size() + " differences");
        }
        return differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }
}
