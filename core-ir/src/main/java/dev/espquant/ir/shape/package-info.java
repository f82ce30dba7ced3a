/**
 * Shape inference: what type and shape every value of a model has, found without running it.
 *
 * <p>Start with {@link dev.espquant.ir.shape.ShapeInference}, the only public class. {@code RuleTable} lists the rule of each operator; the
 * classes named {@code ...Rules} hold the rules, one class per family of operators. A rule sees a node through {@code RuleContext} and
 * answers with {@code Inferred}: types, shapes and, for small tensors, the elements themselves ({@code Elements}), because exporters compute
 * shapes with ordinary operators.
 *
 * <p>No rule computes with activations, and nothing here changes nodes: folding constants is the optimizer's work.
 */
@NullMarked
package dev.espquant.ir.shape;

import org.jspecify.annotations.NullMarked;
