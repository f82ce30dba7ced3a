package dev.espquant.evaluator.kernel;

/** A node, ready to run on one image after another. It keeps no state between calls: threads share it. */
@FunctionalInterface
public interface PreparedKernel {

    /**
     * Computes one image.
     *
     * @param inputs the node's inputs in order, row major (NCHW where there are channels), each with the sizes that the context stated. A constant
     *     with integers is there as well; an input that is left out, or that is a constant without integers, is an empty array
     * @param output receives every element
     * @return how many sums left the accumulator's lane and saturated
     */
    long compute(int[][] inputs, int[] output);
}
