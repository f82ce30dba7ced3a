package dev.espquant.evaluator.engine;

import java.util.List;

/** An operator, ready to run on batches of images in NHWC buffers. Immutable: threads share it, each with a {@link Scratch} of its own. */
@FunctionalInterface
public interface LayerKernel {
    /**
     * Computes a batch.
     *
     * @param inputs the operands, each with at least {@code images} images
     * @param output receives {@code images} images; never one of the inputs
     * @param images how many
     * @param scratch memory of the calling thread
     * @return how many sums left the accumulator's lane and saturated
     */
    long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch);

    /** What computes, for profiles. */
    default String name() {
        return BatchKernel.nameOf(this);
    }
}
