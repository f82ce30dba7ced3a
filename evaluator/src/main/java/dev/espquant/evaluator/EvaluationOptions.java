package dev.espquant.evaluator;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.ir.Model;
import java.util.Optional;

/**
 * What an evaluation does.
 *
 * @param labels one class per sample; without labels only the agreement of integers and floats is known
 * @param compareFloat whether the float model runs on the same samples
 * @param allValues whether every value is kept and compared, or the outputs alone
 * @param batch samples at a time; does not change any result
 * @param threads of the simulator; does not change any result
 * @param executor how the float model runs
 * @param floatModel the float model to compare with, which has the values of the quantized one; empty for the quantized one's own
 */
public record EvaluationOptions(
        Optional<ImmutableIntArray> labels,
        boolean compareFloat,
        boolean allValues,
        int batch,
        int threads,
        ExecutorOptions executor,
        Optional<Model> floatModel) {

    /** Outputs only, beside the float model, on all processors. */
    public static EvaluationOptions defaults() {
        return new EvaluationOptions(
                Optional.empty(),
                true,
                false,
                64,
                java.lang.Runtime.getRuntime().availableProcessors(),
                ExecutorOptions.DEFAULT,
                Optional.empty());
    }

    public EvaluationOptions withLabels(int... classes) {
        return new EvaluationOptions(
                Optional.of(ImmutableIntArray.copyOf(classes)),
                compareFloat,
                allValues,
                batch,
                threads,
                executor,
                floatModel);
    }

    public EvaluationOptions withCompareFloat(boolean compare) {
        return new EvaluationOptions(labels, compare, allValues, batch, threads, executor, floatModel);
    }

    public EvaluationOptions withAllValues(boolean all) {
        return new EvaluationOptions(labels, compareFloat, all, batch, threads, executor, floatModel);
    }

    public EvaluationOptions withThreads(int count) {
        return new EvaluationOptions(labels, compareFloat, allValues, batch, count, executor, floatModel);
    }

    public EvaluationOptions withExecutor(ExecutorOptions options) {
        return new EvaluationOptions(labels, compareFloat, allValues, batch, threads, options, floatModel);
    }

    public EvaluationOptions withFloatModel(Model model) {
        return new EvaluationOptions(labels, compareFloat, allValues, batch, threads, executor, Optional.of(model));
    }
}
