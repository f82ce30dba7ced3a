/**
 * What passes are written with: a {@link dev.espquant.optimizer.rewrite.Pattern} says what to look for, a
 * {@link dev.espquant.optimizer.rewrite.Match} is what was found and takes the replacement, and
 * {@link dev.espquant.optimizer.rewrite.PatternPass} is a pass made of both. Start there.
 *
 * <p>A sweep visits every node once and keeps one graph in the making, with its indices, however many matches it finds; a rewrite sees the
 * results of those before it.
 */
@NullMarked
package dev.espquant.optimizer.rewrite;

import org.jspecify.annotations.NullMarked;
