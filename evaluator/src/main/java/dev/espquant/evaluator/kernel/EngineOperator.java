package dev.espquant.evaluator.kernel;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.GatherLayer;
import dev.espquant.evaluator.engine.PoolLayer;
import dev.espquant.evaluator.engine.TableLayer;

/** A node in the words of the engine, which computes whole batches. An operator that has no such words is computed image by image. */
public sealed interface EngineOperator {
    /**
     * A layer with constant weights.
     *
     * @param layer sizes, weights and arithmetic for one image
     * @param images images of that size in one run of the model: more than one where it fixes a batch
     * @param channelsLast whether input and output have channels, which then lie last; rows of features lie in ONNX's order anyway
     */
    record Weighted(ConvLayer layer, int images, boolean channelsLast) implements EngineOperator {}

    /**
     * A pool, channels last.
     *
     * @param layer sizes and arithmetic for one image
     * @param images images of that size in one run of the model
     */
    record Pool(PoolLayer layer, int images) implements EngineOperator {}

    /** Inputs 0 and 1, of the same sizes, element by element. */
    record Elementwise(ElementwiseLayer layer) implements EngineOperator {}

    /** Input 0 cut to a range: what an epilogue before it can do at no cost. */
    record Clamp(int low, int high) implements EngineOperator {}

    /** Input 0 under another shape: the same integers in ONNX's order. */
    record Copy() implements EngineOperator {}

    /** Input 0 through a table, element by element. */
    record Table(TableLayer layer) implements EngineOperator {}

    /**
     * All inputs one behind the other, in pieces.
     *
     * @param outer how many pieces of each
     * @param lengths elements in a piece of each input
     */
    record Join(int outer, ImmutableIntArray lengths) implements EngineOperator {}

    /** Elements of input 0 in another order. */
    record Gather(GatherLayer layer) implements EngineOperator {}
}
