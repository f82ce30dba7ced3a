package dev.espquant.benchmarks;

import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.Simulator;
import dev.espquant.quant.BitWidth;
import java.util.Arrays;
import java.util.Map;
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

/** How long the simulator takes for a fully connected layer, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class GemmBenchmark {
    /** Images x features x outputs: the first layer of the MNIST sample, a square one, and one whose sizes are prime. */
    @Param({"16x784x64", "16x256x256", "13x127x31"})
    String size;

    @Param({"INT8", "INT16"})
    BitWidth bits;

    private Simulator simulator;
    private Map<String, IntTensor> input;

    /** Builds the layer and checks that it computes what its definition says. */
    @Setup
    public void prepare() {
        GemmProblem problem = GemmProblem.of(size, bits);
        simulator = problem.simulator();
        input = Map.of("x", problem.input());
        SimulationResult result = simulator.run(input);
        if (result.overflowCount() != 0 || !Arrays.equals(result.value("y").values(), problem.expected())) {
            throw new IllegalStateException("wrong result for " + size + " " + bits);
        }
    }

    @Benchmark
    public SimulationResult simulate() {
        return simulator.run(input);
    }
}
