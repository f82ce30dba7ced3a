package dev.espquant.exporter.model;

import com.google.common.primitives.ImmutableIntArray;

/**
 * A tensor of the generated class: a model input or a layer's output.
 *
 * @param id counts them
 * @param dims its shape
 * @param exponent of its integers
 */
record Buffer(int id, ImmutableIntArray dims, int exponent) {}
