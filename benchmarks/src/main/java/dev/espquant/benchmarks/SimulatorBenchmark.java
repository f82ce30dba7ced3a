package dev.espquant.benchmarks;

import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.cli.bench.Contenders;
import dev.espquant.cli.bench.QuantizedPair;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.Simulator;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a batch of a whole model takes: the simulator in both widths, ONNX Runtime in float32 and over integers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class SimulatorBenchmark {
    private static final String CHIP = "esp32s3";

    @Param({"RESNET8", "DS_CNN", "MOBILENET_V1", "MOBILENET_V2"})
    BenchmarkModel model;

    @Param({Contenders.ORT_FLOAT, Contenders.ORT_INT8, Contenders.INT8, Contenders.INT16})
    String implementation;

    @Param({"1", "2"})
    int threads;

    private Contenders contenders;
    private Runnable batch;

    /** Builds the model and checks that the simulator computes it, image by image, as its specification does. */
    @Setup
    public void prepare() {
        Model optimized = Optimizer.optimize(model.build(), OptimizerOptions.of(Preset.MISSION))
                .model();
        QuantizedPair quantized =
                QuantizedPair.of(optimized, Optional.empty(), Targets.load().get(CHIP), Runtime.ESP_DL_1);
        if (implementation.equals(Contenders.INT8)) {
            verify(quantized.int8());
        } else if (implementation.equals(Contenders.INT16)) {
            verify(quantized.int16());
        }
        contenders = Contenders.of(optimized, quantized, model.batch(), threads);
        batch = Objects.requireNonNull(contenders.byName().get(implementation));
    }

    private void verify(QuantizedGraph quantized) {
        String input = quantized.graph().inputs().get(0).name();
        long[] sizes = quantized.graph().shape(input).orElseThrow().dimensions().stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : 1)
                .toArray();
        int[] image = new Random(3)
                .ints(
                        Shape.elementCount(sizes),
                        quantized.scheme().bits().min(),
                        quantized.scheme().bits().max() + 1)
                .toArray();
        Map<String, IntTensor> images = Map.of(input, IntTensor.of(sizes, image));
        Simulator reference = Simulator.reference(quantized, Kernels.load(Runtime.ESP_DL_1));
        if (!Simulator.of(quantized).run(images).equals(reference.run(images))) {
            throw new IllegalStateException("the simulator does not compute " + model + " as its specification does");
        }
    }

    @Benchmark
    public void batch() {
        batch.run();
    }

    /** Frees ONNX Runtime's memory. */
    @TearDown
    public void close() {
        contenders.close();
    }
}
