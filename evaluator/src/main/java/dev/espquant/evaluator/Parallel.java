package dev.espquant.evaluator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Spreads a range of images over threads. */
final class Parallel {
    /** Work on the images {@code [from, to)}. */
    @FunctionalInterface
    interface Range {
        long[] run(int from, int to);
    }

    /** Kept from run to run, so that what a thread has warmed up is there for the next batch; idle threads end by themselves. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Parallel::daemon);

    private Parallel() {}

    /** Runs the range in equal parts, at most one for each thread, and adds up what they return, arrays of a given length. */
    static long[] sum(int count, int threads, int length, Range range) {
        int parts = Math.min(threads, count);
        if (parts <= 1) {
            return count == 0 ? new long[length] : range.run(0, count);
        }
        try {
            List<Callable<long[]>> tasks = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                int from = (int) ((long) count * part / parts);
                int to = (int) ((long) count * (part + 1) / parts);
                tasks.add(() -> range.run(from, to));
            }
            long[] total = new long[length];
            for (Future<long[]> result : THREADS.invokeAll(tasks)) {
                long[] part = result.get();
                for (int i = 0; i < length; i++) {
                    total[i] += part[i];
                }
            }
            return total;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "espquant-images");
        thread.setDaemon(true);
        return thread;
    }
}
