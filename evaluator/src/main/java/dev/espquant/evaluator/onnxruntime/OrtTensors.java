package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.TensorInfo;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Copies ONNX Runtime's tensors out of native memory. */
final class OrtTensors {
    private OrtTensors() {}

    /** A value of any number type as floats; 64-bit types round to the nearest float. */
    static FloatTensor toFloats(String name, OnnxValue value) {
        if (value instanceof OnnxTensor tensor) {
            TensorInfo info = tensor.getInfo();
            return FloatTensor.of(info.getShape(), values(name, tensor, info));
        }
        throw GraphException.because("it is a " + value.getType() + ", not a tensor")
                .value(name)
                .build();
    }

    private static float[] values(String name, OnnxTensor tensor, TensorInfo info) {
        return switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 -> floats(tensor.getFloatBuffer());
            case DOUBLE -> floats(tensor.getDoubleBuffer());
            case INT64 -> floats(tensor.getLongBuffer());
            case INT32 -> floats(tensor.getIntBuffer());
            case INT16 -> floats(tensor.getShortBuffer());
            case INT8, BOOL -> floats(tensor.getByteBuffer(), 0xff_ff_ff_ff);
            case UINT8 -> floats(tensor.getByteBuffer(), 0xff);
            case STRING, UNKNOWN ->
                throw GraphException.because("its elements are " + info.onnxType + ", not numbers")
                        .value(name)
                        .build();
        };
    }

    private static float[] floats(FloatBuffer in) {
        if (in.hasArray() && in.arrayOffset() == 0 && in.array().length == in.remaining()) {
            return in.array();
        }
        float[] values = new float[in.remaining()];
        in.get(values);
        return values;
    }

    private static float[] floats(DoubleBuffer in) {
        float[] values = new float[in.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) in.get(i);
        }
        return values;
    }

    private static float[] floats(LongBuffer in) {
        float[] values = new float[in.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.get(i);
        }
        return values;
    }

    private static float[] floats(IntBuffer in) {
        float[] values = new float[in.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.get(i);
        }
        return values;
    }

    private static float[] floats(ShortBuffer in) {
        float[] values = new float[in.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.get(i);
        }
        return values;
    }

    private static float[] floats(ByteBuffer in, int mask) {
        float[] values = new float[in.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.get(i) & mask;
        }
        return values;
    }
}
