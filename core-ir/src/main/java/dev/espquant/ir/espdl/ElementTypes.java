package dev.espquant.ir.espdl;

import dev.espquant.ir.DataType;
import java.util.Optional;

/** The codes of {@code TensorDataType}: those of ONNX from 1 (float) to 13 (uint64), 0 for no type. */
final class ElementTypes {
    private static final int LAST = DataType.UINT64.onnxCode();

    private ElementTypes() {}

    static Optional<DataType> ofCode(int code) {
        return code > LAST ? Optional.empty() : DataType.ofOnnxCode(code);
    }

    static boolean isKnown(DataType type) {
        return type.onnxCode() <= LAST;
    }
}
