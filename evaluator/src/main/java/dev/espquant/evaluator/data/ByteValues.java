package dev.espquant.evaluator.data;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What a model is fed for each of the 256 elements that an array of bytes can have: looked up instead of converted and normalized. */
final class ByteValues {
    private static final int COUNT = 256;

    private final float[] values = new float[COUNT];

    private ByteValues(NpyType type, Preprocessing preprocessing) {
        byte[] all = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            all[i] = (byte) i;
        }
        type.toFloats(ByteBuffer.wrap(all), values, 0, COUNT);
        preprocessing.apply(values, 0, COUNT);
    }

    /** Empty for elements larger than a byte. */
    static Optional<ByteValues> of(NpyType type, Preprocessing preprocessing) {
        return type.bytes() == 1 ? Optional.of(new ByteValues(type, preprocessing)) : Optional.empty();
    }

    /** Looks up the first elements of an array. */
    void lookUp(byte[] elements, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = values[elements[i] & 0xff];
        }
    }
}
