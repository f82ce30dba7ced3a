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

    /** What computes, for profiles. */
    default String name() {
        return nameOf(this);
    }

    /** An operator with one output. */
    static BatchKernel of(LayerKernel kernel) {
        return new BatchKernel() {
            @Override
            public long run(List<QuantizedBuffer> inputs, List<QuantizedBuffer> outputs, int images, Scratch scratch) {
                return kernel.run(inputs, outputs.get(0), images, scratch);
            }

            @Override
            public String name() {
                return kernel.name();
            }
        };
    }

    /** The name of a kernel's class; of the class around it where it has no name of its own. */
    static String nameOf(Object kernel) {
        String name = kernel.getClass().getName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int inner = simple.indexOf('$');
        return inner < 0 ? simple : simple.substring(0, inner);
    }
}
