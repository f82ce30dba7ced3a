/**
 * The passes, in one package per family: {@code prepare} (batch, constants, shapes), {@code normalize} (one form for every exporter, constant
 * folding), {@code eliminate} (what has no effect), {@code fuse} (one operator of several) and {@code finish} (names).
 *
 * <p>Here is what passes of several families share. Each pass is one public class whose Javadoc shows the graph before and after.
 */
@NullMarked
package dev.espquant.optimizer.passes;

import org.jspecify.annotations.NullMarked;
