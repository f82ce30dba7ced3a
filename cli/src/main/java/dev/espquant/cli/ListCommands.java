package dev.espquant.cli;

import com.google.common.collect.ImmutableMap;
import dev.espquant.exporter.Exporters;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that list what is installed: targets, passes, observers, formats. */
final class ListCommands {
    private ListCommands() {}

    /** A command that prints rows of named texts, as a table or as JSON. */
    abstract static class Listing implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        abstract List<Map<String, String>> rows();

        @Override
        public final Integer call() {
            print(spec.commandLine().getOut(), rows(), json);
            return ExitCode.OK;
        }
    }

    @Command(name = "targets", description = "Lists the chips.")
    static final class Targets extends Listing {
        @Override
        List<Map<String, String>> rows() {
            return dev.espquant.target.Targets.load().all().stream()
                    .map(Targets::row)
                    .toList();
        }

        private static Map<String, String> row(Target target) {
            List<TargetRuntime> runtimes = Arrays.stream(Runtime.values())
                    .flatMap(r -> target.runtime(r).stream())
                    .toList();
            String schemes = runtimes.stream()
                    .map(r -> r.runtime().title() + ": "
                            + r.schemes().stream().map(Objects::toString).collect(Collectors.joining(", ")))
                    .collect(Collectors.joining("; "));
            return ImmutableMap.of("name", target.name(), "title", target.title(), "schemes", schemes);
        }
    }

    @Command(name = "passes", description = "Lists the optimizer's passes.")
    static final class Passes extends Listing {
        @Override
        List<Map<String, String>> rows() {
            return passes();
        }

        static List<Map<String, String>> passes() {
            return Optimizer.passes().all().stream().map(Passes::row).toList();
        }

        private static Map<String, String> row(GraphPass pass) {
            return ImmutableMap.of(
                    "name",
                    pass.name(),
                    "phase",
                    pass.phase().name().toLowerCase(Locale.ROOT),
                    "summary",
                    pass.summary(),
                    "provider",
                    Provider.of(pass));
        }
    }

    @Command(name = "observers", description = "Lists the calibration methods.")
    static final class Observers extends Listing {
        @Override
        List<Map<String, String>> rows() {
            return dev.espquant.calibrator.Observers.load().all().stream()
                    .<Map<String, String>>map(o -> ImmutableMap.of(
                            "name", o.name(), "description", o.description(), "provider", Provider.of(o)))
                    .toList();
        }
    }

    @Command(name = "formats", description = "Lists the export formats.")
    static final class Formats extends Listing {
        @Override
        List<Map<String, String>> rows() {
            return Exporters.load().all().stream()
                    .<Map<String, String>>map(f -> ImmutableMap.of(
                            "name", f.format(), "description", f.description(), "provider", Provider.of(f)))
                    .toList();
        }
    }

    /** Prints rows that have the same keys: columns as wide as their widest text, the last one free. */
    static void print(PrintWriter out, List<Map<String, String>> rows, boolean json) {
        if (json) {
            out.println(JsonText.of(rows));
            return;
        }
        for (Map<String, String> row : rows) {
            StringBuilder line = new StringBuilder();
            row.forEach((key, text) -> {
                int width = rows.stream()
                        .mapToInt(r -> String.valueOf(r.get(key)).length())
                        .max()
                        .orElse(0);
                line.append(text).append(" ".repeat(width - text.length() + 2));
            });
            out.println(line.toString().stripTrailing());
        }
    }
}
