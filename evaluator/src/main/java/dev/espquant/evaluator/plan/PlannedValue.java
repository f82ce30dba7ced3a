package dev.espquant.evaluator.plan;

import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;

/**
 * A value in memory.
 *
 * @param name the graph's name for it; a copy in another order has the same
 * @param layout the order of its elements
 * @param storage how they lie in memory
 */
record PlannedValue(String name, Layout layout, Storage storage) {}
