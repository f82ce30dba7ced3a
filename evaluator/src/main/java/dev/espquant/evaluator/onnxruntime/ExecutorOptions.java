package dev.espquant.evaluator.onnxruntime;

/**
 * How ONNX Runtime runs a model.
 *
 * @param provider execution provider by ONNX Runtime's name, short or long, in any case: {@code CPU} or {@code CPUExecutionProvider}
 * @param threads used within an operator; 0 for one per core
 * @param optimization how far the graph may be rewritten before it runs
 */
public record ExecutorOptions(String provider, int threads, Optimization optimization) {
    /** On all cores, with the values of the model as it is. */
    public static final ExecutorOptions DEFAULT = new ExecutorOptions("CPU", 0, Optimization.NONE);

    /** On all cores, as quick as ONNX Runtime can. */
    public static final ExecutorOptions QUICK = new ExecutorOptions("CPU", 0, Optimization.ALL);

    /** How far ONNX Runtime may rewrite a model. */
    public enum Optimization {
        /** Not at all: every value is computed by the operators of the model, rounding included. */
        NONE,
        /** Everything that ONNX Runtime knows; values may differ in their last bits. What calibration and a speed comparison want. */
        ALL
    }

    public ExecutorOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("a number of threads is at least 0, found " + threads);
        }
    }

    public ExecutorOptions withProvider(String newProvider) {
        return new ExecutorOptions(newProvider, threads, optimization);
    }

    public ExecutorOptions withThreads(int newThreads) {
        return new ExecutorOptions(provider, newThreads, optimization);
    }

    public ExecutorOptions withOptimization(Optimization newOptimization) {
        return new ExecutorOptions(provider, threads, newOptimization);
    }
}
