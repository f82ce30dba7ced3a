package dev.espquant.optimizer.testing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** One output of a run: its shape and its elements, row major. */
final class RunOutput {
    private final long[] sizes;
    private final double[] values;

    private RunOutput(long[] sizes, double[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    long[] sizes() {
        return sizes;
    }

    double[] values() {
        return values;
    }

    static RunOutput of(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        int count = Math.toIntExact(info.getNumElements());
        ByteBuffer bytes = tensor.getByteBuffer();
        IntToDoubleFunction element = switch (info.type) {
            case FLOAT -> i -> bytes.getFloat(4 * i);
            case DOUBLE -> i -> bytes.getDouble(8 * i);
            case INT8 -> bytes::get;
            case UINT8, BOOL -> i -> bytes.get(i) & 0xff;
            case INT16 -> i -> bytes.getShort(2 * i);
            case INT32 -> i -> bytes.getInt(4 * i);
            case INT64 -> i -> bytes.getLong(8 * i);
            case UNKNOWN, STRING, FLOAT16, BFLOAT16 ->
                throw new AssertionError("outputs of type " + info.type + " are not compared here");
        };
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = element.applyAsDouble(i);
        }
        return new RunOutput(info.getShape(), values);
    }

    /** One of several equal parts along the first axis. */
    RunOutput part(int index, int parts) {
        long[] partSizes = sizes.clone();
        partSizes[0] /= parts;
        int count = values.length / parts;
        return new RunOutput(partSizes, Arrays.copyOfRange(values, index * count, (index + 1) * count));
    }

    /** Largest value minus smallest. */
    double range() {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return values.length == 0 ? 0 : max - min;
    }
}
