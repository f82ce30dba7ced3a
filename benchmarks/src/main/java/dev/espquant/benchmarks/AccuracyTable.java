package dev.espquant.benchmarks;

import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures what integers cost on real models and writes the tables of {@code docs/accuracy.md}; see there for how to run it. The result
 * depends on data and code alone, so running it again changes nothing.
 */
public final class AccuracyTable {
    private static final String VARIABLE = "ESPQUANT_SHARED";
    private static final String CHIP = "esp32s3";

    private AccuracyTable() {}

    /**
     * Fills the file that the only argument names. Models and samples are those of the folder {@code data} in the folder that the environment
     * variable {@code ESPQUANT_SHARED} names, else in {@code ../shared}.
     */
    public static void main(String[] arguments) throws IOException {
        String shared = Optional.ofNullable(System.getenv(VARIABLE)).orElse("../shared");
        System.exit(run(List.of(arguments), Path.of(shared)));
    }

    /** Does the work; 0 if it is done, 2 if called wrongly, 3 if there is nothing to measure. */
    static int run(List<String> arguments, Path shared) throws IOException {
        if (arguments.size() != 1) {
            System.err.println("usage: AccuracyTable docs/accuracy.md");
            return 2;
        }
        if (!Files.isDirectory(shared)) {
            System.err.println("no models and samples: " + shared + " is no folder; set " + VARIABLE);
            return 3;
        }
        MeasuredSection.replace(Path.of(arguments.get(0)), MeasuredSection.MEASURED, measure(shared.resolve("data")));
        return 0;
    }

    private static String measure(Path data) {
        Target target = Targets.load().get(CHIP);
        CaseRunner runner = new CaseRunner(data, target);
        List<CaseResult> results = new ArrayList<>();
        for (AccuracyCase judged : AccuracyCases.all()) {
            long start = System.nanoTime();
            results.add(runner.run(judged, QuantizationMode.ALL));
            System.err.println(judged.title() + ": " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        }
        return AccuracyMarkdown.of(results);
    }
}
