package dev.espquant.cli;

import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espquant operators}: the one table of operators and conditions that all tools share, for people, scripts and documents. */
@Command(name = "operators", description = "Lists the operators that a chip runs, and under which conditions.")
final class OperatorsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--markdown", description = "Print a table for a document.")
    boolean markdown;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        TargetRuntime runtime = target.target().require(target.runtime());
        if (json) {
            out.println(JsonText.of(runtime.operators().operators().values().stream()
                    .map(OperatorsCommand::json)
                    .toList()));
        } else if (markdown) {
            markdown(runtime).forEach(out::println);
        } else {
            ListCommands.print(
                    out,
                    runtime.operators().operators().values().stream()
                            .map(OperatorsCommand::row)
                            .toList(),
                    false);
        }
        return ExitCode.OK;
    }

    /** The table as Markdown lines. */
    static List<String> markdown(TargetRuntime runtime) {
        List<String> lines = new ArrayList<>();
        lines.add("| operator | exponent of the output | conditions | notes |");
        lines.add("|---|---|---|---|");
        for (OperatorRule rule : runtime.operators().operators().values()) {
            lines.add("| " + rule.opType() + " | " + exponents(rule) + " | "
                    + conditions(rule).replace("|", "\\|") + " | " + rule.note() + " |");
        }
        return lines;
    }

    /** A document over several targets and all runtimes; targets that share a table share a section. */
    static List<String> document(List<Target> targets) {
        List<String> lines = new ArrayList<>();
        lines.add("# Operators by target");
        lines.add("");
        lines.add(
                "Generated from the targets' tables, which calibrator, evaluator, exporters and `espquant check` obey:");
        lines.add(
                "`espquant operators --target CHIP --runtime 1|3` prints the same. Every condition must hold of a node, or the whole model is");
        lines.add("refused with the list of all nodes that break one.");
        for (Runtime runtime : Runtime.values()) {
            titles(targets, runtime).forEach((table, chips) -> {
                lines.add("");
                lines.add("## " + runtime.title() + ": " + String.join(", ", chips));
                lines.addAll(table);
            });
        }
        return lines;
    }

    /** The chips that share each table. */
    private static Map<List<String>, List<String>> titles(List<Target> targets, Runtime runtime) {
        Map<List<String>, List<String>> titles = new LinkedHashMap<>();
        for (Target chip : targets) {
            chip.runtime(runtime)
                    .ifPresent(facts -> titles.computeIfAbsent(markdown(facts), k -> new ArrayList<>())
                            .add(chip.title()));
        }
        return titles;
    }

    private static Map<String, String> row(OperatorRule rule) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("operator", rule.opType());
        row.put("exponents", exponents(rule));
        row.put("conditions", conditions(rule) + (rule.note().isEmpty() ? "" : " (" + rule.note() + ")"));
        return row;
    }

    private static Map<String, Object> json(OperatorRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("operator", rule.opType());
        json.put("exponents", exponents(rule));
        json.put(
                "conditions",
                rule.conditions().stream().map(OperatorCondition::rule).toList());
        json.put("note", rule.note());
        return json;
    }

    private static String conditions(OperatorRule rule) {
        return rule.conditions().stream().map(OperatorCondition::rule).collect(Collectors.joining("; "));
    }

    private static String exponents(OperatorRule rule) {
        return switch (rule.exponents()) {
            case OWN_RANGE -> "its own";
            case ACTIVATION -> "its own, shared with the operator in front";
            case SAME_AS_INPUT -> "the first input's";
            case ALL_EQUAL -> "common to all inputs and the output";
            case REAL_OUTPUT -> "none: real numbers";
            case COMPARED_INPUTS -> "none: true or false; common to the inputs";
        };
    }
}
