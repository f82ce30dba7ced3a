package dev.espquant.ir;

/** A sound model that a chip, its runtime or a step of this toolkit cannot carry out. */
public final class UnsupportedModelException extends GraphException {
    private static final long serialVersionUID = 1L;

    UnsupportedModelException(Builder builder) {
        super(builder);
    }
}
