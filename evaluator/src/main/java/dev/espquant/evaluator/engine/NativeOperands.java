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
 * Native memory of one thread, in which ONNX Runtime finds left operands and leaves sums: one pair of buffers for all products, so that it stays in
 * the cache, and a pair of tensors over them for each shape.
 */
final class NativeOperands {
    private record Shape(int rows, int depth, int columns) {}

    /** Tensors over the buffers, as a session takes them. */
    record Call(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private final Map<Shape, Call> calls = new HashMap<>();
    private ByteBuffer left = direct(0);
    private ByteBuffer sumBytes = direct(0);
    private IntBuffer sums = sumBytes.asIntBuffer();

    /** Makes room. */
    void reserve(int leftBytes, int sumCount) {
        if (left.capacity() < leftBytes || sums.capacity() < sumCount) {
            close();
            left = direct(Math.max(left.capacity(), leftBytes));
            sumBytes = direct(Math.max(sumBytes.capacity(), Math.multiplyExact(4, sumCount)));
            sums = sumBytes.asIntBuffer();
        }
    }

    ByteBuffer left() {
        return left;
    }

    IntBuffer sums() {
        return sums;
    }

    /** The tensors for so many rows of a product; made once for each shape. */
    Call call(MatrixProduct product, int rows) {
        Shape shape = new Shape(rows, product.depth(), product.columns());
        Call found = calls.get(shape);
        if (found == null) {
            if (calls.size() >= MOST_SHAPES) {
                close();
            }
            found = open(shape);
            calls.put(shape, found);
        }
        return found;
    }

    /** Shapes that are kept: every layer has one or two; batches that change in size all the time must not fill memory. */
    private static final int MOST_SHAPES = 1024;

    private Call open(Shape shape) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            ByteBuffer input = left.duplicate().order(ByteOrder.nativeOrder());
            input.limit(shape.rows() * shape.depth());
            IntBuffer output = sums.duplicate();
            output.limit(shape.rows() * shape.columns());
            return new Call(
                    Map.of(
                            "x",
                            OnnxTensor.createTensor(
                                    environment, input, new long[] {shape.rows(), shape.depth()}, OnnxJavaType.UINT8)),
                    Map.of("y", OnnxTensor.createTensor(environment, output, new long[] {shape.rows(), shape.columns()
                    })));
        } catch (OrtException e) {
            throw OrtProduct.failed(e);
        }
    }

    private void close() {
        calls.values().forEach(call -> {
            call.inputs().values().forEach(OnnxTensor::close);
            call.outputs().values().forEach(OnnxTensor::close);
        });
        calls.clear();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
