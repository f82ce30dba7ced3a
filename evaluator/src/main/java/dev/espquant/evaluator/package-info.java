/** Runs quantized models in integers as a chip does, runs float models, and compares the two. */
@NullMarked
package dev.espquant.evaluator;

import org.jspecify.annotations.NullMarked;
