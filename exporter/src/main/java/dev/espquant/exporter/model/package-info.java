/**
 * Format {@code model}: the C++ class that users of ESP-DL 1.x write by hand otherwise. {@link dev.espquant.exporter.model.Planner} turns a
 * graph into layers; start there. {@link dev.espquant.exporter.model.View} says how a value's elements lie in memory, which is all there is to
 * channels-last layout, Flatten and Transpose; {@code *Steps} classes know the layers of a group of operators; {@code *Text} classes write the
 * files. C++ classes for what the library lacks lie among this package's resources.
 */
@NullMarked
package dev.espquant.exporter.model;

import org.jspecify.annotations.NullMarked;
