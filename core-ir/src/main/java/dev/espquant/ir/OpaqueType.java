package dev.espquant.ir;

/**
 * A type other than a dense tensor (sequence, map, optional, sparse tensor), or no type at all, carried as the file had it.
 *
 * @param description what ONNX calls it, for messages
 * @param bytes the serialized type
 */
public record OpaqueType(String description, Opaque bytes) implements ValueType {
    @Override
    public String toString() {
        return description;
    }
}
