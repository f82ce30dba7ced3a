package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableList;

/**
 * The constants of one layer, before they have names in C++.
 *
 * @param name what they should be called after; any text
 * @param sections at most one of each kind
 */
public record LayerConstants(String name, ImmutableList<Section> sections) {}
