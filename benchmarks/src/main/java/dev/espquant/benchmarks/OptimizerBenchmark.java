package dev.espquant.benchmarks;

import dev.espquant.ir.Model;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.Preset;
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

/** How the time of the whole pass pipeline grows with the number of nodes; twice the nodes should take no more than twice the time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class OptimizerBenchmark {
    @Param({"10000", "20000"})
    int nodes;

    @Param({"MISSION", "FULL"})
    Preset preset;

    private Model model;

    /** Builds the model and checks that the pipeline shrinks it as far as it can. */
    @Setup
    public void prepare() {
        model = NodeChain.ofNodes(nodes);
        int found = optimize().model().graph().nodes().size();
        int expected = nodes / NodeChain.NODES_PER_BLOCK * NodeChain.OPTIMIZED_NODES_PER_BLOCK;
        if (found != expected) {
            throw new IllegalStateException(nodes + " nodes became " + found + ", expected " + expected);
        }
    }

    @Benchmark
    public OptimizedModel optimize() {
        return Optimizer.optimize(model, OptimizerOptions.of(preset));
    }
}
