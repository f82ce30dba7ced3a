package dev.espquant.ir;

/**
 * A named value and its type, as ONNX lists graph inputs, outputs and annotated intermediates.
 *
 * @param name unique in its graph
 * @param type what flows under the name
 * @param docString free text, may be empty
 * @param unknownFields what the file said beyond these (denotations), for the writer: a serialized {@code ValueInfoProto}
 */
public record ValueInfo(String name, ValueType type, String docString, Opaque unknownFields) {

    public static ValueInfo of(String name, ValueType type) {
        return new ValueInfo(name, type, "", Opaque.empty());
    }

    public static ValueInfo of(String name, DataType elementType, Shape shape) {
        return of(name, TensorType.of(elementType, shape));
    }

    public ValueInfo withName(String newName) {
        return new ValueInfo(newName, type, docString, unknownFields);
    }

    public ValueInfo withType(ValueType newType) {
        return new ValueInfo(name, newType, docString, unknownFields);
    }

    @Override
    public String toString() {
        return name + ": " + type;
    }
}
