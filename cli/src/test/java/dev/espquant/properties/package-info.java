/**
 * What must hold of every model, tried on random ones: the whole way from a float graph to integers and C++ text. {@link
 * dev.espquant.properties.RandomModels} makes graphs, {@link dev.espquant.properties.NaiveOperators} says in plain loops what their integers
 * are, {@link dev.espquant.properties.ErrorBounds} how far they may be from the float model. Start reading at {@link
 * dev.espquant.properties.RandomModelsTest}. Beside it: models that are hard to carry over, and degenerate data.
 */
@NullMarked
package dev.espquant.properties;

import org.jspecify.annotations.NullMarked;
