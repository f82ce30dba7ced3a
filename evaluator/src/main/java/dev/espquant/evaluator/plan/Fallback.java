package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.engine.BatchKernel;

/**
 * A node that its own kernel computes, image by image.
 *
 * @param kernel takes the values that are read in their order, in ONNX's order of elements, and gives all outputs of the node
 * @param reads the values, which are no constants
 */
record Fallback(BatchKernel kernel, ImmutableList<String> reads) {}
