package dev.espquant.benchmarks;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.calibrator.Observers;
import dev.espquant.calibrator.scan.EqualWidthBins;
import dev.espquant.calibrator.scan.Scans;
import dev.espquant.quant.BitWidth;
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

/**
 * How long the inner loop of an observer takes for one piece of values, in plain loops and in vector instructions, and how long the observer
 * that is built on it takes for all passes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH calls set-up methods first
public class ObserversBenchmark {
    private static final int BINS = 2048;
    private static final long SEED = 11;

    @Param({"minmax", "percentile", "entropy", "kl"})
    String observer;

    /** {@code scalar}, or {@code best} for what the Java runtime can run. */
    @Param({"scalar", "best"})
    String implementation;

    /** Values: one piece of a tensor as calibration cuts it, and one whose length is prime. */
    @Param({"4096", "4093"})
    int size;

    private Scans scans;
    private float[] values;
    private float[] range;
    private int[] bins;
    private EqualWidthBins equalWidth;

    /** Draws what a Relu leaves of normal values, and checks that both bodies find the same. */
    @Setup
    public void prepare() {
        scans = implementation.equals("scalar") ? new Scans() : Scans.best();
        Random random = new Random(SEED);
        values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) Math.max(0, random.nextGaussian());
        }
        range = new float[2];
        new Scans().range(values, size, range);
        bins = new int[size];
        equalWidth = new EqualWidthBins(0, range[1], BINS);
        int found = scan();
        int[] result = Arrays.copyOf(bins, found);
        scans = new Scans();
        int expected = scan();
        if (found != expected || !Arrays.equals(result, Arrays.copyOf(bins, expected))) {
            throw new IllegalStateException("wrong result of " + observer);
        }
        scans = implementation.equals("scalar") ? new Scans() : Scans.best();
    }

    /** The loop that every value goes through; gives how many elements of the result mean something. */
    @Benchmark
    public int scan() {
        switch (observer) {
            case "minmax" -> {
                scans.range(values, size, range);
                return 0;
            }
            case "percentile" -> {
                return scans.above(values, size, Float.floatToRawIntBits(range[1] / 2), bins);
            }
            case "entropy" -> scans.equalWidthBins(values, size, equalWidth, bins);
            default -> scans.magnitudeBins(values, size, range[1], 2 * BINS, bins);
        }
        return size;
    }

    /** All passes over the values and the search, with the bodies that the Java runtime can run. */
    @Benchmark
    public Estimate observe() {
        Observation piece = Observation.of(values);
        Observer pass = Observers.load().get(observer).create(BitWidth.INT8);
        pass.observe(piece);
        while (pass.nextPass().isPresent()) {
            pass = pass.nextPass().orElseThrow();
            pass.observe(piece);
        }
        return pass.estimate();
    }
}
