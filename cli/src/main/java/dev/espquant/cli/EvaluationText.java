package dev.espquant.cli;

import dev.espquant.evaluator.Accuracy;
import dev.espquant.evaluator.EvaluationReport;
import dev.espquant.evaluator.PairedComparison;
import dev.espquant.evaluator.TensorComparison;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An {@link EvaluationReport} for people and for scripts. */
final class EvaluationText {
    private EvaluationText() {}

    /** The summary: accuracy of both models, their agreement, overflows. */
    static void print(PrintWriter out, EvaluationReport report, String scheme) {
        report.floats().ifPresent(a -> out.println("float: " + a));
        report.integers().ifPresent(a -> out.println(scheme + ": " + a));
        report.paired().ifPresent(p -> out.println("same prediction as float: " + p.agreement()));
        report.paired()
                .filter(p -> report.integers().isPresent())
                .ifPresent(p -> out.println(String.format(
                        Locale.ROOT,
                        "right only in float: %d, right only in integers: %d (p = %.3f)",
                        p.onlyFirst(),
                        p.onlySecond(),
                        p.pValue())));
        report.overflows()
                .forEach((node, count) -> out.println(
                        "warning: node '" + node + "': " + count + " sums left the accumulator's lane and saturated"));
    }

    /** Every tensor, worst first: the smallest signal to noise ratio. */
    static void printLayers(PrintWriter out, EvaluationReport report) {
        int width = report.tensors().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(6);
        out.println(String.format(
                Locale.ROOT,
                "%-" + width + "s %9s %9s %12s %10s %9s %11s %16s",
                "tensor",
                "SQNR dB",
                "cosine",
                "max error",
                "saturated",
                "overflows",
                "range used",
                "integers"));
        worstFirst(report).forEach(entry -> {
            TensorComparison t = entry.getValue();
            out.println(String.format(
                    Locale.ROOT,
                    "%-" + width + "s %9.2f %9.6f %12.6g %9.3f%% %9d %10.1f%% %16s",
                    entry.getKey(),
                    t.sqnrDecibels(),
                    t.cosine(),
                    t.maxError(),
                    100 * t.saturatedShare(),
                    report.tensorOverflows().getOrDefault(entry.getKey(), 0L),
                    100 * t.rangeUsed(),
                    t.min() + ".." + t.max()));
        });
    }

    private static List<Map.Entry<String, TensorComparison>> worstFirst(EvaluationReport report) {
        List<Map.Entry<String, TensorComparison>> tensors =
                new ArrayList<>(report.tensors().entrySet());
        tensors.sort(Comparator.comparingDouble(e -> e.getValue().sqnrDecibels()));
        return tensors;
    }

    /** The report as JSON objects; numbers that JSON does not have become null. */
    static Map<String, Object> json(EvaluationReport report, boolean layers) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("samples", report.samples());
        report.floats().ifPresent(a -> json.put("float", accuracy(a)));
        report.integers().ifPresent(a -> json.put("integers", accuracy(a)));
        report.paired().ifPresent(p -> json.put("agreement", accuracy(p.agreement())));
        report.paired().filter(p -> report.integers().isPresent()).ifPresent(p -> json.put("paired", paired(p)));
        json.put("overflows", report.overflows());
        if (layers) {
            json.put(
                    "layers",
                    worstFirst(report).stream()
                            .map(entry -> layer(entry, report))
                            .toList());
        }
        return json;
    }

    private static Map<String, Object> accuracy(Accuracy accuracy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("correct", accuracy.correct());
        json.put("total", accuracy.total());
        json.put("accuracy", accuracy.share());
        json.put("lower95", accuracy.lower());
        json.put("upper95", accuracy.upper());
        return json;
    }

    private static Map<String, Object> paired(PairedComparison paired) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("onlyFloatRight", paired.onlyFirst());
        json.put("onlyIntegersRight", paired.onlySecond());
        json.put("pValue", paired.pValue());
        return json;
    }

    private static Map<String, Object> layer(Map.Entry<String, TensorComparison> tensor, EvaluationReport report) {
        TensorComparison t = tensor.getValue();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tensor", tensor.getKey());
        json.put("sqnrDb", number(t.sqnrDecibels()));
        json.put("cosine", number(t.cosine()));
        json.put("maxError", t.maxError());
        json.put("saturatedShare", t.saturatedShare());
        json.put("overflows", report.tensorOverflows().getOrDefault(tensor.getKey(), 0L));
        json.put("rangeUsed", t.rangeUsed());
        json.put("min", t.min());
        json.put("max", t.max());
        json.put("elements", t.elements());
        return json;
    }

    private static @org.jspecify.annotations.Nullable Double number(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
