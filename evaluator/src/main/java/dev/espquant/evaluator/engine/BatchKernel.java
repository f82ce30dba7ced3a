package dev.espquant.evaluator.engine;

import java.util.List;

/** An operator with any number of outputs, ready to run on batches of images. Immutable: threads share it, each with a {@link Scratch} of its own. */
@FunctionalInterface
public interface BatchKernel {
    /**
     * Computes a batch.
     *
     * @param inputs the operands, each with at least {@code images} images
     * @param outputs receive {@code images} images each; none is one of the inputs
     * @param images how many
     * @param scratch memory of the calling thread
     * @return how many sums left the accumulator's lane
     */
    long run(List<QuantizedBuffer> inputs, List<QuantizedBuffer> outputs, int images, Scratch scratch);

    /** An operator with one output. */
    static BatchKernel of(LayerKernel kernel) {
        return (inputs, outputs, images, scratch) -> kernel.run(inputs, outputs.get(0), images, scratch);
    }
}
