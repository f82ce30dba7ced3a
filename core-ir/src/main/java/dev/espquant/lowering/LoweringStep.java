package dev.espquant.lowering;

/** One change to the whole model. Steps run in the order that {@link Lowering} gives. */
@FunctionalInterface
interface LoweringStep {
    Draft apply(Draft draft);
}
