package dev.espquant.benchmarks;

import dev.espquant.evaluator.Accuracy;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Results as Markdown: first all models at a glance, then each with everything that was counted. */
final class AccuracyMarkdown {
    private AccuracyMarkdown() {}

    /** All tables, each followed by an empty line. */
    static String of(List<CaseResult> results) {
        return overview(results) + "\n"
                + results.stream().map(AccuracyMarkdown::details).collect(Collectors.joining("\n"));
    }

    /** A row for each model, a column for each mode: percent right, and the 95 % interval. */
    static String overview(List<CaseResult> results) {
        List<String> titles = new ArrayList<>(List.of("model", "images", "float"));
        for (QuantizationMode mode : QuantizationMode.ALL) {
            titles.add(mode.title());
        }
        StringBuilder text = new StringBuilder(header(titles));
        for (CaseResult result : results) {
            EvaluationReport first = result.first();
            List<String> cells = new ArrayList<>(List.of(
                    result.judged().title(),
                    "" + first.samples(),
                    first.floats().map(AccuracyMarkdown::brief).orElse("no labels")));
            for (QuantizationMode mode : QuantizationMode.ALL) {
                cells.add(Optional.ofNullable(result.reports().get(mode.title()))
                        .map(AccuracyMarkdown::judgement)
                        .orElse("-"));
            }
            text.append(row(cells));
        }
        return text.toString();
    }

    /** Everything that was counted for one model. */
    static String details(CaseResult result) {
        AccuracyCase judged = result.judged();
        StringBuilder text = new StringBuilder("### " + judged.title() + "\n");
        text.append("Model `").append(judged.model()).append("`. Calibrated on ");
        text.append(result.calibrationSamples()).append(" samples (");
        text.append(judged.calibration().description()).append("), evaluated on ");
        text.append(result.first().samples())
                .append(" (")
                .append(judged.evaluation().description());
        text.append("), of which ")
                .append(result.overlapping() == 0 ? "none" : "" + result.overlapping())
                .append(" calibrated.");
        result.first().floats().ifPresent(a -> text.append(" Float: ").append(a).append('.'));
        text.append("\n\n");
        text.append(header(List.of(
                "mode",
                "right",
                "top-1 %",
                "95 % interval",
                "same class as float %",
                "only float right",
                "only integers right",
                "p",
                "lane overflows")));
        result.reports().forEach((mode, report) -> text.append(row(cells(mode, report))));
        return text.toString();
    }

    private static List<String> cells(String mode, EvaluationReport report) {
        List<String> cells = new ArrayList<>(List.of(mode));
        Optional<Accuracy> accuracy = report.integers();
        cells.add(accuracy.map(a -> a.correct() + " of " + a.total()).orElse("-"));
        cells.add(accuracy.map(a -> format("%.2f", 100 * a.share())).orElse("-"));
        cells.add(accuracy.map(AccuracyMarkdown::interval).orElse("-"));
        Optional<PairedComparison> paired = report.paired();
        cells.add(paired.map(PairedComparison::agreement)
                .map(a -> format("%.2f (%s)", 100 * a.share(), interval(a)))
                .orElse("-"));
        Optional<PairedComparison> judged = paired.filter(p -> accuracy.isPresent());
        cells.add(judged.map(p -> "" + p.onlyFirst()).orElse("-"));
        cells.add(judged.map(p -> "" + p.onlySecond()).orElse("-"));
        cells.add(judged.map(p -> p.pValue() < 0.001 ? "< 0.001" : format("%.3f", p.pValue()))
                .orElse("-"));
        cells.add("" + report.overflows().values().stream().mapToLong(n -> n).sum());
        return cells;
    }

    /** Percent right with the interval, or, without labels, percent of the same class as the float model. */
    private static String judgement(EvaluationReport report) {
        return report.integers()
                .map(AccuracyMarkdown::brief)
                .or(() -> report.paired()
                        .map(p -> format("agrees %.1f %%", 100 * p.agreement().share())))
                .orElse("-");
    }

    private static String brief(Accuracy accuracy) {
        return format("%.1f (%.1f to %.1f)", 100 * accuracy.share(), 100 * accuracy.lower(), 100 * accuracy.upper());
    }

    private static String interval(Accuracy accuracy) {
        return format("%.2f to %.2f", 100 * accuracy.lower(), 100 * accuracy.upper());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static String header(List<String> titles) {
        return row(titles) + "|" + "---|".repeat(titles.size()) + "\n";
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
