package dev.espquant.benchmarks.speed;

import dev.espquant.cli.bench.Contenders;
import java.util.List;
import java.util.Locale;

/** Measurements as Markdown tables. */
final class PerformanceMarkdown {
    private static final double GIGA = 1e9;

    private PerformanceMarkdown() {}

    /** All tables, each with a heading. */
    static String of(List<ModelSpeed> models, Peaks peaks, OptimizerGrowth growth) {
        return "### Images per second\n" + speeds(models) + "\n### Roofline\n" + roofline(models, peaks)
                + "\n### Optimizer\n" + optimizer(growth);
    }

    /** The speeds on a chip alone. */
    static String of(String chip, List<ModelSpeed> models) {
        return "### " + chip + "\n" + speeds(models);
    }

    private static String speeds(List<ModelSpeed> models) {
        StringBuilder text = new StringBuilder(header(
                "model",
                "batch",
                "ORT float32",
                "ORT int8 (QDQ)",
                "int8",
                "int16",
                "int8 over float32",
                "int8 over QDQ",
                "int16 over float32",
                "int8, two threads over one"));
        for (ModelSpeed model : models) {
            text.append(row(
                    model.benchmark().title(),
                    "" + model.benchmark().batch(),
                    whole(model.speed(Contenders.ORT_FLOAT)),
                    whole(model.speed(Contenders.ORT_INT8)),
                    whole(model.speed(Contenders.INT8)),
                    whole(model.speed(Contenders.INT16)),
                    fraction(model.ratio(Contenders.INT8, Contenders.ORT_FLOAT)),
                    fraction(model.ratio(Contenders.INT8, Contenders.ORT_INT8)),
                    fraction(model.ratio(Contenders.INT16, Contenders.ORT_FLOAT)),
                    fraction(model.scaling())));
        }
        return text.toString();
    }

    private static String roofline(List<ModelSpeed> models, Peaks peaks) {
        StringBuilder text = new StringBuilder(header("peak of one core", "")
                + row("float multiply-adds, Java loop in registers", giga(peaks.fma()) + " G/s")
                + row("float matrix product, ONNX Runtime", giga(peaks.floatProduct()) + " G products/s")
                + row("uint8 x int8 matrix product, ONNX Runtime", giga(peaks.integerProduct()) + " G products/s")
                + row("memory, read and written by a copy", giga(peaks.bandwidth()) + " GB/s")
                + "\n"
                + header(
                        "int8 model",
                        "products per byte",
                        "roof, G products/s",
                        "reached, G products/s",
                        "of the roof"));
        for (ModelSpeed model : models) {
            double intensity = model.work().intensity();
            double reached = model.speed(Contenders.INT8) * model.work().products();
            double roof = peaks.roof(intensity);
            text.append(row(
                    model.benchmark().title(),
                    fraction(intensity),
                    giga(roof),
                    giga(reached),
                    String.format(Locale.ROOT, "%.0f %%", 100 * reached / roof)));
        }
        return text.toString();
    }

    private static String optimizer(OptimizerGrowth growth) {
        return header("10,000 nodes", "20,000 nodes", "ratio")
                + row(seconds(growth.small()), seconds(growth.large()), fraction(growth.ratio()));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f s", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String fraction(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String giga(double value) {
        return String.format(Locale.ROOT, "%.1f", value / GIGA);
    }

    private static String header(String... titles) {
        return row(titles) + "|" + "---|".repeat(titles.length) + "\n";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
