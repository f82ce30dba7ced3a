/** Passes that rewrite a model's graph, and the pipeline that runs them. */
@NullMarked
package dev.espquant.optimizer;

import org.jspecify.annotations.NullMarked;
