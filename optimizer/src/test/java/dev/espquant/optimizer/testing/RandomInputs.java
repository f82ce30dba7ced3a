package dev.espquant.optimizer.testing;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Inputs for a graph, drawn from a seed: floats of both signs, small integers, booleans. */
final class RandomInputs {
    private RandomInputs() {}

    /**
     * Draws a tensor for every input.
     *
     * @param freeSize the size of every dimension that the graph leaves open
     */
    static Map<String, OnnxTensor> of(Graph graph, long seed, long freeSize) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (ValueInfo input : graph.inputs()) {
            TensorType type = (TensorType) input.type();
            inputs.put(input.name(), tensor(type, random, freeSize));
        }
        return inputs;
    }

    /** One of several equal parts of a float tensor along its first axis. */
    static OnnxTensor part(OnnxTensor tensor, int index, int parts) {
        long[] sizes = tensor.getInfo().getShape();
        sizes[0] /= parts;
        int count = Math.toIntExact(Shape.elementCount(sizes));
        FloatBuffer all = tensor.getFloatBuffer();
        FloatBuffer part = ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        part.put(all.slice(index * count, count)).rewind();
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), part, sizes);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static OnnxTensor tensor(TensorType type, SplittableRandom random, long freeSize) {
        long[] sizes = type.shape().orElse(Shape.of()).dimensions().stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : freeSize)
                .toArray();
        DataType elements = type.elementType().orElseThrow();
        int count = Math.toIntExact(Shape.elementCount(sizes));
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.max(1, Math.toIntExact(elements.byteSize(count))))
                .order(ByteOrder.nativeOrder());
        bytes.limit(Math.toIntExact(elements.byteSize(count)));
        for (int i = 0; i < count; i++) {
            put(bytes, elements, random);
        }
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes.rewind(), sizes, javaType(elements));
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static void put(ByteBuffer bytes, DataType type, SplittableRandom random) {
        switch (type) {
            case FLOAT -> bytes.putFloat((float) (random.nextDouble() * 4 - 2));
            case DOUBLE -> bytes.putDouble(random.nextDouble() * 4 - 2);
            case INT32 -> bytes.putInt(random.nextInt(0, 3));
            case INT64 -> bytes.putLong(random.nextInt(0, 3));
            case INT8, UINT8 -> bytes.put((byte) random.nextInt(0, 100));
            case BOOL -> bytes.put((byte) random.nextInt(0, 2));
            default -> throw new AssertionError("no random inputs of type " + type);
        }
    }

    static OnnxJavaType javaType(DataType type) {
        return switch (type) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
            default -> throw new AssertionError("no random inputs of type " + type);
        };
    }
}
