package dev.espquant.evaluator.plan;

import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.kernel.EngineOperator;

/**
 * Activations behind a layer, one after the other, as one range.
 *
 * @param output the value that the last of them, or else the layer, computes
 * @param low the smallest integer that remains
 * @param high the largest
 */
record Clamps(String output, int low, int high) {
    /** The same with one more behind. */
    Clamps then(String nextOutput, EngineOperator.Clamp next) {
        return new Clamps(nextOutput, clamp(low, next), clamp(high, next));
    }

    Epilogue applyTo(Epilogue epilogue) {
        return isNone() ? epilogue : epilogue.clamped(low, high);
    }

    ElementwiseLayer applyTo(ElementwiseLayer layer) {
        return isNone() ? layer : layer.clamped(low, high);
    }

    private boolean isNone() {
        return low == Integer.MIN_VALUE && high == Integer.MAX_VALUE;
    }

    private static int clamp(int value, EngineOperator.Clamp range) {
        return Math.min(Math.max(value, range.low()), range.high());
    }
}
