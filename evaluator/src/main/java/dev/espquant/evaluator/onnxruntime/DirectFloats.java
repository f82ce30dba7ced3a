package dev.espquant.evaluator.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Floats in native memory, where ONNX Runtime reads and writes them without a copy. */
final class DirectFloats {
    private DirectFloats() {}

    static FloatBuffer allocate(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, count))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
