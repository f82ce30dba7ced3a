package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.NodeRun;

/** Who computes a layer with weights: input 0 of a run, or part of it, times weights. All give the same integers. */
interface LayerBody {

    /**
     * Computes some images.
     *
     * @param run gives input and output
     * @param first the first image, counted in inputs and in outputs alike
     * @param images how many
     */
    void compute(NodeRun run, int first, int images);
}
