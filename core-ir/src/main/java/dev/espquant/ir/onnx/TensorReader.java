package dev.espquant.ir.onnx;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.nio.file.Path;

/** Reads single serialized tensors ({@code TensorProto}), the {@code .pb} files in which ONNX's own tests keep inputs and outputs. */
public final class TensorReader {
    private TensorReader() {}

    /**
     * Reads a tensor file.
     *
     * @throws GraphException if the file cannot be read or is no valid tensor
     */
    public static Tensor read(Path file) {
        return Reading.in(
                file,
                () -> TensorCodec.decode(
                        Reading.parse(TensorProto.getDefaultInstance(), Reading.contents(file)),
                        ExternalData.beside(file)));
    }

    /**
     * Reads a tensor from memory.
     *
     * @param nameForMessages what error messages call it
     * @throws GraphException if the bytes are no valid tensor
     */
    public static Tensor read(byte[] bytes, String nameForMessages) {
        return Reading.in(
                nameForMessages,
                () -> TensorCodec.decode(
                        Reading.parse(TensorProto.getDefaultInstance(), bytes.clone()), ExternalData.none()));
    }
}
