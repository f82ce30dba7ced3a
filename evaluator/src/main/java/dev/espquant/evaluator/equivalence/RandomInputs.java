package dev.espquant.evaluator.equivalence;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.SplittableRandom;

/** Inputs for a graph, drawn from a seed: reals from -2 to 2, integers from 0 on that are valid indices, truth values of both kinds. */
final class RandomInputs {
    private static final double LARGEST_REAL = 2;

    private RandomInputs() {}

    /**
     * Draws a tensor for every input.
     *
     * @throws GraphException if an input is no tensor, or of an element type that cannot be drawn
     */
    static ImmutableMap<String, Tensor> of(Graph graph, OpenSizes open, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ImmutableMap.Builder<String, Tensor> inputs = ImmutableMap.builder();
        for (ValueInfo input : graph.inputs()) {
            DataType type = elementType(input);
            inputs.put(input.name(), tensor(type, open.of(graph, input), random, IndexBounds.of(graph, input.name())));
        }
        return inputs.buildOrThrow();
    }

    private static DataType elementType(ValueInfo input) {
        if (input.type() instanceof TensorType type && type.elementType().isPresent()) {
            return type.elementType().get();
        }
        throw GraphException.because("random inputs cannot be drawn for an input of type " + input.type())
                .value(input.name())
                .fix("leave --verify out for this model")
                .build();
    }

    private static Tensor tensor(DataType type, long[] sizes, SplittableRandom random, long bound) {
        int count = Math.toIntExact(Shape.elementCount(sizes));
        if (type == DataType.STRING) {
            return Tensor.ofStrings(sizes, Collections.nCopies(count, ByteText.of("a")));
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(type.byteSize(count))).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(bytes, type, random, bound);
        }
        return Tensor.ofBytes(type, sizes, bytes.flip());
    }

    private static void put(ByteBuffer bytes, DataType type, SplittableRandom random, long bound) {
        double real = (2 * random.nextDouble() - 1) * LARGEST_REAL;
        switch (type) {
            case FLOAT -> bytes.putFloat((float) real);
            case DOUBLE -> bytes.putDouble(real);
            case FLOAT16 -> bytes.putShort(half(random));
            case BFLOAT16 -> bytes.putShort((short) (Float.floatToIntBits((float) real) >> 16));
            case BOOL -> bytes.put((byte) random.nextInt(0, 2));
            case INT8, UINT8 -> bytes.put((byte) random.nextLong(0, Math.max(bound, 100)));
            case INT16, UINT16 -> bytes.putShort((short) random.nextLong(0, bound));
            case INT32, UINT32 -> bytes.putInt((int) random.nextLong(0, bound));
            case INT64, UINT64 -> bytes.putLong(random.nextLong(0, bound));
            default ->
                throw GraphException.because("random inputs cannot be drawn of type " + type.onnxName())
                        .fix("leave --verify out for this model")
                        .build();
        }
    }

    /** A half-precision number of magnitude 1/8 to 2: sign, an exponent of 12 to 15 over the bias of 15, any fraction. */
    private static short half(SplittableRandom random) {
        return (short) (random.nextInt(2) << 15 | random.nextInt(12, 16) << 10 | random.nextInt(1 << 10));
    }
}
