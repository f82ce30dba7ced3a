package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.Simulator;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.evaluator.table.ImportOptions;
import dev.espquant.evaluator.table.ScaleConvention;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.evaluator.table.TablePickle;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporters;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold of every model that is carried out; each law throws an {@link AssertionError} where it does not. */
final class Laws {
    private Laws() {}

    static void simulatorEqualsThePlainDefinitionOnEveryChip(Journey journey) {
        for (Target target : journey.laneWidths()) {
            equalsPlainDefinition(journey, target);
        }
    }

    private static void equalsPlainDefinition(Journey journey, Target target) {
        SimulationResult result = journey.simulate(target);
        Graph graph = journey.oneImage();
        NaiveIntegers naive =
                new NaiveIntegers(graph, journey.model().opset(), journey.table(), laneBits(journey, target));
        for (int image = 0; image < journey.sampleCount(); image++) {
            Map<String, long[]> values = new HashMap<>();
            for (String value : result.values().keySet()) {
                values.put(value, image(journey, result.value(value), image));
            }
            for (Node node : graph.nodes()) {
                assertThat(values.get(node.output()))
                        .as("%s on %s, image %d", node, target.title(), image)
                        .isEqualTo(naive.output(node, values));
            }
        }
    }

    static void dequantizedValuesLieWithinTheBoundThatExponentsImply(Journey journey) {
        for (Target target : journey.laneWidths()) {
            withinBounds(journey, target);
        }
    }

    private static void withinBounds(Journey journey, Target target) {
        SimulationResult result = journey.simulate(target);
        Map<String, FloatTensor> all = floats(journey, result.values().keySet());
        Graph graph = journey.oneImage();
        ErrorBounds bounds =
                new ErrorBounds(graph, journey.model().opset(), journey.table(), laneBits(journey, target));
        for (int image = 0; image < journey.sampleCount(); image++) {
            Map<String, float[]> reals = new HashMap<>();
            Map<String, double[]> errors = new LinkedHashMap<>();
            for (String value : result.values().keySet()) {
                float[] values = all.get(value).values();
                int length = values.length / journey.sampleCount();
                reals.put(value, Arrays.copyOfRange(values, image * length, (image + 1) * length));
            }
            journey.samples().keySet().forEach(i -> errors.put(i, bounds.ofInput(i, reals.get(i))));
            graph.nodes().forEach(node -> errors.put(node.output(), bounds.ofOutput(node, reals, errors)));
            for (Map.Entry<String, double[]> error : errors.entrySet()) {
                long[] integers = image(journey, result.value(error.getKey()), image);
                double step = ErrorBounds.step(
                        journey.table().get(error.getKey()).exponents().get(0));
                for (int i = 0; i < integers.length; i++) {
                    assertThat(Math.abs(integers[i] * step - reals.get(error.getKey())[i]))
                            .as("'%s' element %d of image %d on %s", error.getKey(), i, image, target.title())
                            .isLessThanOrEqualTo(error.getValue()[i] * (1 + 1e-6) + 1e-9);
                }
            }
        }
    }

    static void exportedCoefficientsReadBackToTheSameIntegers(Journey journey, Path folder) throws IOException {
        for (Target target : Journey.targets()) {
            QuantizedGraph quantized = journey.quantize(target);
            List<Path> files = Exporters.load().get("coefficients").export(quantized, ExportRequest.of(folder, "coef"));
            new ExportedText(Files.readString(files.get(0))).check(quantized, journey.oneImage(), journey.table());
        }
    }

    static void imagesAndThreadsDoNotInfluenceEachOther(Journey journey) {
        Simulator simulator = Simulator.of(journey.quantize(Journey.anyTarget()));
        Map<String, IntTensor> inputs = journey.integers(simulator);
        SimulationResult together = simulator.withThreads(1).runAll(inputs);
        for (int threads = 2; threads <= 4; threads++) {
            assertThat(simulator.withThreads(threads).runAll(inputs)).isEqualTo(together);
        }
        for (int image = 0; image < journey.sampleCount(); image++) {
            Map<String, IntTensor> one = new HashMap<>();
            for (Map.Entry<String, IntTensor> input : inputs.entrySet()) {
                long[] sizes = input.getValue().sizes();
                sizes[0] = 1;
                int length = input.getValue().elementCount() / journey.sampleCount();
                one.put(
                        input.getKey(),
                        IntTensor.of(
                                sizes,
                                Arrays.copyOfRange(input.getValue().values(), image * length, (image + 1) * length)));
            }
            SimulationResult alone = simulator.withThreads(1).runAll(one);
            for (String value : together.values().keySet()) {
                assertThat(Arrays.stream(alone.value(value).values())
                                .asLongStream()
                                .toArray())
                        .as("'%s' of image %d", value, image)
                        .isEqualTo(image(journey, together.value(value), image));
            }
        }
    }

    static void tablesSurviveJsonAndPickle(Journey journey, Path folder) throws IOException {
        QuantizationTable table = journey.table();
        assertThat(TableJson.parse(TableJson.toJson(table), "table")).isEqualTo(table);
        Path pickle = folder.resolve("table.pickle");
        TablePickle.write(table, journey.model().graph(), pickle);
        QuantizationTable back = TablePickle.read(
                        pickle,
                        ImportOptions.DETECT.withBits(table.scheme().bits()).withConvention(ScaleConvention.SCALE))
                .table();
        assertThat(back.tensors().keySet())
                .containsExactlyElementsOf(table.tensors().keySet());
        table.tensors()
                .forEach((name, entry) ->
                        assertThat(back.get(name).exponents()).as(name).isEqualTo(entry.exponents()));
    }

    static void calibrationDoesNotDependOnBatchesOrThreads(Journey journey) {
        String expected = TableJson.toJson(journey.table());
        CalibrationOptions options = journey.mode().options();
        for (int batch : new int[] {1, journey.sampleCount()}) {
            QuantizationTable table = Calibrator.report(
                            journey.model(),
                            SampleSource.of(journey.samples()),
                            options.withBatchSize(batch)
                                    .withExecutor(ExecutorOptions.DEFAULT.withThreads(1 + batch % 3)))
                    .table();
            assertThat(TableJson.toJson(table)).as("batches of %d", batch).isEqualTo(expected);
        }
    }

    private static Map<String, FloatTensor> floats(Journey journey, Iterable<String> values) {
        try (FloatExecutor executor = FloatExecutor.open(
                journey.model(),
                List.copyOf(journey.table().tensors().keySet()).stream()
                        .filter(name -> com.google.common.collect.Iterables.contains(values, name))
                        .toList(),
                ExecutorOptions.DEFAULT.withThreads(1))) {
            return executor.run(journey.samples());
        }
    }

    private static int laneBits(Journey journey, Target target) {
        BitWidth bits = journey.table().scheme().bits();
        return target.require(Runtime.ESP_DL_1).arithmetic().accumulatorBits(bits);
    }

    /** The integers of one image among all. */
    private static long[] image(Journey journey, IntTensor all, int image) {
        int length = all.elementCount() / journey.sampleCount();
        return Arrays.stream(all.values())
                .skip((long) image * length)
                .limit(length)
                .asLongStream()
                .toArray();
    }
}
