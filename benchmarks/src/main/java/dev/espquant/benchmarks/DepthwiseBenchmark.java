package dev.espquant.benchmarks;

import dev.espquant.quant.BitWidth;
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
import org.openjdk.jmh.annotations.Warmup;

/** How long a depthwise convolution of four images takes, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class DepthwiseBenchmark {
    /** Side x channels x channels x kernel x stride. */
    @Param({"56x144x144x3x1", "56x144x144x3x2", "14x576x576x3x1", "48x8x8x3x1", "13x17x17x3x1"})
    String shape;

    @Param({"INT8", "INT16"})
    BitWidth bits;

    @Param
    Implementation implementation;

    private Runnable layer;

    /** Builds the layer and compares its result with the specification's. */
    @Setup
    public void prepare() {
        layer = LayerProblem.of(shape, bits, true).checked(implementation);
    }

    @Benchmark
    public void compute() {
        layer.run();
    }
}
