package dev.espquant.ir.espdl;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a FlatBuffer from its leaves to its root. Texts that occur more than once are stored once. The same calls give the same bytes on
 * every machine; the length is a multiple of 16.
 */
final class FlatWriter {
    /** Stands for a field that is left out. */
    static final int ABSENT = 0;

    private static final int FIRST_CAPACITY = 1 << 12;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_CAPACITY);
    private final Map<String, Integer> texts = new HashMap<>();

    FlatWriter() {
        // Counted from the end of the buffer, where building starts; the start follows from it.
        builder.prep(EspdlTensor.BLOCK, 0);
    }

    /** A text that may be left out; {@link #ABSENT} if it is empty. */
    int optionalText(String text) {
        return text.isEmpty() ? ABSENT : text(text);
    }

    /** A text that the runtime reads without asking whether it is there. */
    int text(String text) {
        Integer known = texts.get(text);
        if (known != null) {
            return known;
        }
        int offset = builder.createString(encode(text));
        texts.put(text, offset);
        return offset;
    }

    private static ByteBuffer encode(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw GraphException.because("a text holds half a character (a lone surrogate) and has no form in UTF-8")
                    .value(text)
                    .fix("rename it")
                    .cause(e)
                    .build();
        }
    }

    int texts(List<String> values) {
        return offsets(values.stream().mapToInt(this::text).toArray());
    }

    /** A vector of tables. */
    int offsets(int[] tables) {
        return builder.createVectorOfTables(tables);
    }

    int longs(long[] values) {
        ByteBuffer vector = builder.createUnintializedVector(8, values.length, 8);
        for (long value : values) {
            vector.putLong(value);
        }
        return builder.endVector();
    }

    int floats(List<Float> values) {
        ByteBuffer vector = builder.createUnintializedVector(4, values.size(), 4);
        values.forEach(vector::putFloat);
        return builder.endVector();
    }

    int bytes(byte[] values) {
        return builder.createByteVector(values);
    }

    /** A vector of blocks of 16 bytes, at an address that is a multiple of 16; the last block is filled up with zeros. */
    int blocks(ByteBuffer values, int count) {
        ByteBuffer vector = builder.createUnintializedVector(EspdlTensor.BLOCK, count, EspdlTensor.BLOCK);
        vector.put(values.duplicate());
        while (vector.hasRemaining()) {
            vector.put((byte) 0);
        }
        return builder.endVector();
    }

    /** Begins a table; everything that its fields point to has been written before. */
    FlatWriter begin(int fields) {
        builder.startTable(fields);
        return this;
    }

    int end() {
        return builder.endTable();
    }

    FlatWriter offset(Field field, int offset) {
        builder.addOffset(field.id(), offset, ABSENT);
        return this;
    }

    FlatWriter int8(Field field, int value) {
        builder.addByte(field.id(), (byte) value, 0);
        return this;
    }

    FlatWriter int32(Field field, int value) {
        builder.addInt(field.id(), value, 0);
        return this;
    }

    FlatWriter int64(Field field, long value) {
        builder.addLong(field.id(), value, 0);
        return this;
    }

    /** A structure of one number: there even if the number is 0. */
    FlatWriter struct(Field field, long value) {
        builder.prep(8, 0);
        builder.putLong(value);
        builder.addStruct(field.id(), builder.offset(), ABSENT);
        return this;
    }

    /** A structure of one number: there even if the number is 0. */
    FlatWriter struct(Field field, float value) {
        builder.prep(4, 0);
        builder.putFloat(value);
        builder.addStruct(field.id(), builder.offset(), ABSENT);
        return this;
    }

    ByteBuffer finish(int root) {
        builder.finish(root);
        return builder.dataBuffer().slice();
    }
}
