package dev.espquant.benchmarks;

import dev.espquant.evaluator.engine.Accumulator;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Requantizer;
import dev.espquant.evaluator.engine.ScalarRequantizer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Warmup;

/** How long 16,384 sums, or a little less, take to become int8 outputs, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class RequantizeBenchmark {
    private static final int SUMS = 16_384;
    private static final int SUM_BITS = 24;

    @Param({"16", "31", "576"})
    int channels;

    @Param({"FLOOR", "HALF_UP", "HALF_EVEN"})
    RoundingMode rounding;

    @Param
    Implementation implementation;

    private Requantizer requantizer;
    private int[] sums;
    private QuantizedBuffer output;
    private int rows;
    private final Scratch scratch = new Scratch();

    /** Compares the result with the specification's. */
    @Setup
    public void prepare() {
        Random random = new Random(42);
        Epilogue epilogue = Epilogue.shift(-9, rounding, BitWidth.INT8)
                .withBias(random.longs(channels, -100, 100).toArray());
        SumRule rule = new SumRule(channels, Accumulator.finalSum(SUM_BITS), SUM_BITS, epilogue);
        rows = SUMS / channels;
        sums = random.ints(SUMS, -200_000, 200_000).toArray();
        output = QuantizedBuffer.of(new byte[SUMS]);
        requantizer = implementation.engine().bodies().requantizer(rule);
        requantize();
        QuantizedBuffer expected = QuantizedBuffer.of(new byte[SUMS]);
        new ScalarRequantizer(rule).run(sums, rows, expected, 0, scratch);
        if (!Arrays.equals(output.bytes(), expected.bytes())) {
            throw new IllegalStateException("wrong result of " + implementation);
        }
    }

    @Benchmark
    public long requantize() {
        return requantizer.run(sums, rows, output, 0, scratch);
    }
}
