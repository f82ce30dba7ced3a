package dev.espquant.cli;

import com.google.common.collect.ImmutableMap;
import dev.espquant.cli.bench.Contenders;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How fast everybody was.
 *
 * @param model file as the user wrote it
 * @param imagesPerSecond by contender
 */
record BenchReport(String model, int threads, ImmutableMap<String, Double> imagesPerSecond) {

    /** The speed of a contender over that of ONNX Runtime in float32. */
    double ratio(String contender) {
        return speed(contender) / speed(Contenders.ORT_FLOAT);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("threads", threads);
        json.put("imagesPerSecond", imagesPerSecond);
        json.put("ratios", ImmutableMap.of("int8", ratio(Contenders.INT8), "int16", ratio(Contenders.INT16)));
        return json;
    }

    /** One line for each contender, by its title. */
    void print(PrintWriter out, Map<String, String> titles) {
        out.println(String.format(Locale.ROOT, "%-24s%14s%14s", "", "images/s", "over float32"));
        titles.forEach((name, title) ->
                out.println(String.format(Locale.ROOT, "%-24s%14.1f%14.2f", title, speed(name), ratio(name))));
    }

    private double speed(String contender) {
        Double speed = imagesPerSecond.get(contender);
        if (speed == null) {
            throw new IllegalArgumentException("nobody measured " + contender);
        }
        return speed;
    }
}
