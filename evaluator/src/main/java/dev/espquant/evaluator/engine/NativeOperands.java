package dev.espquant.evaluator.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Native memory of one thread, in which ONNX Runtime finds operands and leaves results: one pair of buffers for all layers, so that it stays in the
 * cache, and a pair of tensors over them for each layer and number of rows.
 */
final class NativeOperands {
    /** Tensors that are kept: batches that change in size all the time must not fill memory. */
    private static final int MOST_CALLS = 1024;

    private record Key(Object owner, int rows) {}

    /** Tensors over the buffers, as a session takes them. */
    record Call(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private final Map<Key, Call> calls = new HashMap<>();
    private ByteBuffer left = direct(0);
    private ByteBuffer results = direct(0);
    private IntBuffer sums = results.asIntBuffer();

    /** Operands as unsigned bytes. */
    ByteBuffer left() {
        return left;
    }

    /** Results that are bytes. */
    ByteBuffer results() {
        return results;
    }

    /** Results that are sums. */
    IntBuffer sums() {
        return sums;
    }

    /**
     * The tensors for a call: made once for each layer and number of rows.
     *
     * @param owner the layer
     * @param rows which of its shapes
     * @param input sizes of the operand
     * @param output sizes of the result
     * @param result type of the result: INT32, or an unsigned byte
     */
    Call call(Object owner, int rows, long[] input, long[] output, OnnxJavaType result) {
        Key key = new Key(owner, rows);
        Call found = calls.get(key);
        if (found == null) {
            reserve(Math.toIntExact(count(input)), Math.toIntExact(count(output) * result.size));
            found = open(input, output, result);
            calls.put(key, found);
        }
        return found;
    }

    private void reserve(int leftBytes, int resultBytes) {
        boolean grows = left.capacity() < leftBytes || results.capacity() < resultBytes;
        if (grows || calls.size() >= MOST_CALLS) {
            close();
        }
        if (grows) {
            left = direct(Math.max(left.capacity(), leftBytes));
            results = direct(Math.max(results.capacity(), (resultBytes + 3) / 4 * 4));
            sums = results.asIntBuffer();
        }
    }

    private Call open(long[] input, long[] output, OnnxJavaType result) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            ByteBuffer operand = left.duplicate().limit(Math.toIntExact(count(input)));
            OnnxTensor x = OnnxTensor.createTensor(environment, operand, input, OnnxJavaType.UINT8);
            int elements = Math.toIntExact(count(output));
            OnnxTensor y = result == OnnxJavaType.INT32
                    ? OnnxTensor.createTensor(environment, sums.duplicate().limit(elements), output)
                    : OnnxTensor.createTensor(environment, results.duplicate().limit(elements), output, result);
            return new Call(Map.of("x", x), Map.of("y", y));
        } catch (OrtException e) {
            throw OrtSessions.failed(e);
        }
    }

    private void close() {
        calls.values().forEach(call -> {
            call.inputs().values().forEach(OnnxTensor::close);
            call.outputs().values().forEach(OnnxTensor::close);
        });
        calls.clear();
    }

    private static long count(long[] sizes) {
        long count = 1;
        for (long size : sizes) {
            count *= size;
        }
        return count;
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
