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

/** How long a convolution of four images takes, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class ConvBenchmark {
    /** Side x channels x output channels x kernel x stride. */
    @Param({"32x16x16x3x1", "8x64x64x3x1", "56x24x144x1x1", "14x576x96x1x1", "31x3x17x3x2"})
    String shape;

    @Param({"INT8", "INT16"})
    BitWidth bits;

    @Param
    Implementation implementation;

    private Runnable layer;

    /** Builds the layer and compares its result with the specification's. */
    @Setup
    public void prepare() {
        layer = LayerProblem.of(shape, bits, false).checked(implementation);
    }

    @Benchmark
    public void compute() {
        layer.run();
    }
}
