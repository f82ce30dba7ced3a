package dev.espquant.cli;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlResult;
import dev.espquant.evaluator.espdl.TestComparison;
import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.Target;
import dev.espquant.target.espdl3.EspDl3;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code espquant run} tells: comparisons with embedded tests, what saturated, and the outputs themselves.
 *
 * @param chip whose arithmetic it is
 * @param graph the graph
 * @param runs one for each embedded test, or one for the caller's inputs
 */
record RunReport(Target chip, EspdlGraph graph, List<Run> runs) {
    private static final int SHOWN = 8;

    /**
     * One run.
     *
     * @param test number of the embedded test; 0 for inputs of the caller's own
     * @param result what was computed
     * @param comparisons with what the test expects
     */
    record Run(int test, EspdlResult result, List<TestComparison> comparisons) {}

    long mismatches() {
        return runs.stream()
                .flatMap(run -> run.comparisons().stream())
                .mapToLong(TestComparison::mismatches)
                .sum();
    }

    void print(PrintWriter out) {
        line(out, "target: " + chip.name() + " (" + chip.title() + ")");
        for (Run run : runs) {
            String title = run.test() == 0 ? "" : "test " + run.test() + " ";
            for (EspdlValue output : graph.outputs()) {
                EspdlArray array = run.result().value(output.name());
                line(out, title + "output '" + output.name() + "' " + array + ": " + head(array));
            }
            for (TestComparison comparison : run.comparisons()) {
                line(
                        out,
                        title + "value '" + comparison.value() + "' " + comparison.type() + ": "
                                + comparison.elements() + " elements compared, " + comparison.mismatches()
                                + " mismatches" + detail(run, comparison));
            }
            run.result()
                    .overflows()
                    .forEach((node, count) -> line(
                            out, title + "node '" + node + "': " + count + " sums left their register on the way"));
        }
        if (runs.stream().anyMatch(run -> !run.comparisons().isEmpty())) {
            line(out, mismatches() == 0 ? "all equal" : mismatches() + " mismatches");
        }
    }

    private static void line(PrintWriter out, String text) {
        out.println(EspdlOptions.shown(text));
    }

    /** The runtime's own test is more generous than this comparison; where that matters, it is said. */
    private static String detail(Run run, TestComparison comparison) {
        if (comparison.isEqual()) {
            return "";
        }
        boolean int16 = run.result().value(comparison.value()).type() == DataType.INT16;
        boolean passes = int16 && comparison.largestDifference() <= EspDl3.testTolerance(BitWidth.INT16);
        return ", largest difference " + number(comparison.largestDifference())
                + (passes ? " (the runtime's own test lets int16 differ by 1)" : "");
    }

    private static String head(EspdlArray array) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(SHOWN, array.count()); i++) {
            text.append(i == 0 ? "" : " ").append(array.isReal() ? "" + array.real(i) : "" + array.integer(i));
        }
        return text + (array.count() > SHOWN ? " ..." : "");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "" + (long) value : "" + value;
    }

    Map<String, Object> json(Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("target", chip.name());
        json.put("mismatches", mismatches());
        List<Object> tests = new ArrayList<>();
        runs.forEach(run -> tests.add(json(run)));
        json.put("runs", tests);
        return json;
    }

    private Map<String, Object> json(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("test", run.test());
        List<Object> outputs = new ArrayList<>();
        for (EspdlValue output : graph.outputs()) {
            EspdlArray array = run.result().value(output.name());
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("name", output.name());
            value.put("type", array.type().onnxName());
            value.put("shape", array.sizes());
            value.put("exponent", array.exponent());
            outputs.add(value);
        }
        json.put("outputs", outputs);
        json.put("compared", run.comparisons());
        json.put("overflows", run.result().overflows());
        return json;
    }
}
