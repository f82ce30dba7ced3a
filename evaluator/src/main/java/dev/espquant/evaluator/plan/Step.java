package dev.espquant.evaluator.plan;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.BatchKernel;
import dev.espquant.evaluator.engine.LayerKernel;

/**
 * One kernel at work.
 *
 * @param kernel what computes
 * @param node index of the graph's node whose overflows it counts
 * @param images images for the kernel in one run of the model
 * @param inputs the values that it reads, by their number in the plan
 * @param outputs the values that it writes
 */
record Step(BatchKernel kernel, int node, int images, ImmutableIntArray inputs, ImmutableIntArray outputs) {
    /** A kernel with one output. */
    Step(LayerKernel kernel, int node, int images, ImmutableIntArray inputs, int output) {
        this(BatchKernel.of(kernel), node, images, inputs, ImmutableIntArray.of(output));
    }
}
