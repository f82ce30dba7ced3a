package dev.espquant.ir.espdl;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of a FlatBuffer, none of which is read before it is known to lie inside and to be aligned. Positions are counted from the start
 * of the buffer, where alignment is counted from too.
 *
 * <p>In a FlatBuffer several offsets may lead to one place, so a small file can describe a huge tree. Whatever is visited is therefore paid
 * for out of a budget in proportion to the buffer's size; texts, which writers do share, are paid for and built once.
 */
final class FlatBytes {
    private static final int OFFSET = 4;
    private static final int BUDGET_FACTOR = 4;
    private static final int BUDGET_AT_LEAST = 1 << 10;

    private final ByteBuffer bytes;
    private final Map<Integer, String> texts = new HashMap<>();
    private long budget;

    FlatBytes(ByteBuffer buffer) {
        this.bytes = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.budget = (long) BUDGET_FACTOR * bytes.limit() + BUDGET_AT_LEAST;
    }

    /**
     * Elements of a vector.
     *
     * @param start position of the first
     * @param count how many; they all lie inside the buffer
     */
    record Span(int start, int count) {}

    /** The table that the buffer starts with. */
    FlatTable root() {
        return FlatTable.at(this, target(0, Place.MODEL), Place.MODEL);
    }

    /** Refuses bytes that lie outside or are not aligned; returns the position. */
    int require(long position, long length, int alignment, Place place) {
        if (position < 0 || length < 0 || position + length > bytes.limit()) {
            throw damaged(place, "it reaches beyond the end of the model");
        }
        if (position % alignment != 0) {
            throw damaged(place, "it lies at byte " + position + ", which is not a multiple of " + alignment);
        }
        return (int) position;
    }

    /** Pays for bytes that are visited. */
    void spend(long cost, Place place) {
        budget -= cost;
        if (budget < 0) {
            throw damaged(place, "so many parts lie in one place that they are more than the file can hold");
        }
    }

    /** Follows the offset at a position. */
    int target(int position, Place place) {
        require(position, OFFSET, OFFSET, place);
        long offset = Integer.toUnsignedLong(bytes.getInt(position));
        return require(position + offset, OFFSET, OFFSET, place);
    }

    /** The vector that the offset at a position leads to. */
    Span vector(int position, int elementBytes, Place place) {
        int start = target(position, place);
        long count = Integer.toUnsignedLong(bytes.getInt(start));
        require((long) start + OFFSET, count * elementBytes, count == 0 ? 1 : elementBytes, place);
        return new Span(start + OFFSET, (int) count);
    }

    /** As above, paid for: its elements will become objects of this process. */
    Span spentVector(int position, int elementBytes, Place place) {
        Span span = vector(position, elementBytes, place);
        spend(OFFSET + (long) span.count * elementBytes, place);
        return span;
    }

    /** The text that the offset at a position leads to. */
    String text(int position, Place place) {
        Span span = vector(position, 1, place);
        String known = texts.get(span.start);
        if (known != null) {
            return known;
        }
        spend(span.count + 1L, place);
        int end = require((long) span.start + span.count, 1, 1, place);
        if (bytes.get(end) != 0) {
            throw damaged(place, "its text does not end with a zero byte");
        }
        String text = decode(slice(span.start, span.count), place);
        texts.put(span.start, text);
        return text;
    }

    private static String decode(ByteBuffer utf8, Place place) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw damaged(place, "it is not UTF-8 text");
        }
    }

    /** A part of the buffer, not copied; the caller has checked that it lies inside. */
    ByteBuffer slice(int start, int length) {
        return bytes.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte int8(int position) {
        return bytes.get(position);
    }

    int uint16(int position) {
        return Short.toUnsignedInt(bytes.getShort(position));
    }

    int int32(int position) {
        return bytes.getInt(position);
    }

    long int64(int position) {
        return bytes.getLong(position);
    }

    float float32(int position) {
        return bytes.getFloat(position);
    }

    static GraphException damaged(Place place, String reason) {
        return GraphException.because(reason)
                .part(place.toString())
                .fix("the file is damaged or cut off: export or download it again")
                .build();
    }
}
