package dev.espquant.benchmarks.speed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** ONNX Runtime's own measurement of its nodes, on one thread. */
final class OrtProfile {
    /** ONNX Runtime measures in microseconds. */
    private static final double NANOS = 1000;

    private OrtProfile() {}

    /**
     * Time of each node for one image, in the order in which they run, by operator and name; ONNX Runtime may have fused several.
     *
     * @param batch images of one run
     * @param time how long to run; at least once
     */
    static Map<String, Double> nanosPerImage(Model model, int batch, Duration time) throws IOException {
        Path folder = Files.createTempDirectory("profile");
        try {
            int runs = run(model, batch, time, folder.resolve("ort"));
            return read(folder, (double) runs * batch);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            delete(folder);
        }
    }

    private static int run(Model model, int batch, Duration time, Path profile) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.enableProfiling(profile.toString());
            try (OrtSession session = environment.createSession(OnnxWriter.toBytes(model), options)) {
                for (ValueInfo input : model.graph().inputs()) {
                    Shape shape = model.graph().shape(input.name()).orElseThrow();
                    inputs.put(
                            input.name(),
                            random(shape.with(0, Dimension.of(batch)).sizes()));
                }
                return repeat(session, inputs, time);
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static int repeat(OrtSession session, Map<String, OnnxTensor> inputs, Duration time) throws OrtException {
        int runs = 0;
        for (long start = System.nanoTime(); runs == 0 || System.nanoTime() - start < time.toNanos(); runs++) {
            session.run(inputs).close();
        }
        return runs;
    }

    private static OnnxTensor random(long... sizes) throws OrtException {
        float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
        Random random = new Random(13);
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), sizes);
    }

    private static Map<String, Double> read(Path folder, double images) throws IOException {
        Map<String, Double> nodes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (JsonNode event :
                    new ObjectMapper().readTree(files.findFirst().orElseThrow().toFile())) {
                String name = event.path("name").asText();
                if (name.endsWith("_kernel_time")) {
                    String operator = event.path("args").path("op_name").asText();
                    double nanos = NANOS * event.path("dur").asDouble() / images;
                    nodes.merge(operator + " " + name.replace("_kernel_time", ""), nanos, Double::sum);
                }
            }
        }
        return nodes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
