package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueType;
import java.util.Optional;

/**
 * What inference knows of one value.
 *
 * @param type its type; a tensor type without element type and shape where nothing is known
 * @param elements its elements, if it is a small constant or computed from sizes
 */
record Inferred(ValueType type, Optional<Elements> elements) {
    private static final Inferred NOTHING =
            new Inferred(new TensorType(Optional.empty(), Optional.empty()), Optional.empty());

    /** Nothing is known, not even that the value is a tensor. */
    static Inferred nothing() {
        return NOTHING;
    }

    static Inferred of(ValueType type) {
        return new Inferred(type, Optional.empty());
    }

    static Inferred of(Optional<DataType> elementType, Optional<Shape> shape) {
        return of(new TensorType(elementType, shape));
    }

    static Inferred of(DataType elementType, Shape shape) {
        return of(TensorType.of(elementType, shape));
    }

    static Inferred of(Elements elements) {
        return of(elements.type(), elements.shape()).withElements(Optional.of(elements));
    }

    /** A constant. */
    static Inferred of(Tensor tensor) {
        return of(tensor.type(), tensor.shape()).withElements(Elements.of(tensor));
    }

    boolean isNothing() {
        return type.equals(NOTHING.type);
    }

    Optional<DataType> elementType() {
        return type instanceof TensorType tensor ? tensor.elementType() : Optional.empty();
    }

    Optional<Shape> shape() {
        return type instanceof TensorType tensor ? tensor.shape() : Optional.empty();
    }

    Inferred withType(ValueType newType) {
        return new Inferred(newType, elements);
    }

    /** With these elements, unless none of them is known: then they would only cost time. */
    Inferred withElements(Optional<Elements> newElements) {
        return new Inferred(type, newElements.filter(Elements::anyKnown));
    }
}
