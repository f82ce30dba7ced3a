package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.optimizer.constants.NodeEvaluator;
import dev.espquant.target.OperatorSupport;
import java.util.Collection;
import java.util.Optional;

/**
 * How to optimize.
 *
 * @param preset the passes to run, if {@code only} names none
 * @param only names of the passes to run, whatever the preset; their order does not matter
 * @param without names of passes to leave out
 * @param maxConstantBytes the most bytes that a constant made by folding may take
 * @param listener is told of every pass that changed the model
 * @param target what the chip runs that the model is for, if it is for one: decides whether passes make one operator of several, or several
 *     of one
 * @param evaluator computes constants that folding does not compute by itself
 */
public record OptimizerOptions(
        Preset preset,
        ImmutableSet<String> only,
        ImmutableSet<String> without,
        long maxConstantBytes,
        PassListener listener,
        Optional<OperatorSupport> target,
        NodeEvaluator evaluator) {

    public static OptimizerOptions of(Preset preset) {
        return new OptimizerOptions(
                preset,
                ImmutableSet.of(),
                ImmutableSet.of(),
                PassContext.DEFAULT_MAX_CONSTANT_BYTES,
                PassListener.silent(),
                Optional.empty(),
                NodeEvaluator.none());
    }

    /** What Espressif's own script does. */
    public static OptimizerOptions mission() {
        return of(Preset.MISSION);
    }

    /** Everything that is installed. */
    public static OptimizerOptions full() {
        return of(Preset.FULL);
    }

    /** These passes and no others. */
    public static OptimizerOptions passes(String... names) {
        return full().withOnly(ImmutableList.copyOf(names));
    }

    public OptimizerOptions withOnly(Collection<String> names) {
        return new OptimizerOptions(
                preset, ImmutableSet.copyOf(names), without, maxConstantBytes, listener, target, evaluator);
    }

    public OptimizerOptions withoutPasses(Collection<String> names) {
        return new OptimizerOptions(
                preset, only, ImmutableSet.copyOf(names), maxConstantBytes, listener, target, evaluator);
    }

    public OptimizerOptions withMaxConstantBytes(long bytes) {
        return new OptimizerOptions(preset, only, without, bytes, listener, target, evaluator);
    }

    /** For a chip that runs these operators. */
    public OptimizerOptions withTarget(OperatorSupport operators) {
        return new OptimizerOptions(
                preset, only, without, maxConstantBytes, listener, Optional.of(operators), evaluator);
    }

    /** With somebody who computes what constant folding does not know. */
    public OptimizerOptions withEvaluator(NodeEvaluator newEvaluator) {
        return new OptimizerOptions(preset, only, without, maxConstantBytes, listener, target, newEvaluator);
    }

    public OptimizerOptions withListener(PassListener newListener) {
        return new OptimizerOptions(preset, only, without, maxConstantBytes, newListener, target, evaluator);
    }
}
