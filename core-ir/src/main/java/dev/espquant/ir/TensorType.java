package dev.espquant.ir;

import java.util.Optional;

/**
 * A dense tensor type.
 *
 * @param elementType the element type; empty where a file leaves it open
 * @param shape the shape; empty where not even the rank is known
 */
public record TensorType(Optional<DataType> elementType, Optional<Shape> shape) implements ValueType {

    public static TensorType of(DataType elementType, Shape shape) {
        return new TensorType(Optional.of(elementType), Optional.of(shape));
    }

    @Override
    public String toString() {
        return elementType.map(DataType::onnxName).orElse("?")
                + shape.map(Shape::toString).orElse("[...]");
    }
}
