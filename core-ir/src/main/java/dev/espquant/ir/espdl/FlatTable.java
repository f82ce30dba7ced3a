package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One table of a FlatBuffer: an offset back to its vtable, which tells how long the table is and where each field lies in it (0 for a field
 * that is absent). Every accessor checks what it follows.
 */
final class FlatTable {
    private static final int VTABLE_HEADER = 4;
    private static final int SMALLEST = 4;

    private final FlatBytes bytes;
    private final Place place;
    private final int start;
    private final int length;
    private final int vtable;
    private final int fields;

    private FlatTable(FlatBytes bytes, Place place, int start, int length, int vtable, int fields) {
        this.bytes = bytes;
        this.place = place;
        this.start = start;
        this.length = length;
        this.vtable = vtable;
        this.fields = fields;
    }

    static FlatTable at(FlatBytes bytes, int position, Place place) {
        int start = bytes.require(position, SMALLEST, SMALLEST, place);
        int vtable = bytes.require((long) start - bytes.int32(start), VTABLE_HEADER, 2, place);
        int vtableLength = bytes.uint16(vtable);
        int length = bytes.uint16(vtable + 2);
        if (vtableLength < VTABLE_HEADER || vtableLength % 2 != 0 || length < SMALLEST) {
            throw FlatBytes.damaged(place, "its table of fields is broken");
        }
        bytes.require(vtable, vtableLength, 2, place);
        bytes.require(start, length, SMALLEST, place);
        bytes.spend(length, place);
        return new FlatTable(bytes, place, start, length, vtable, (vtableLength - VTABLE_HEADER) / 2);
    }

    GraphException damaged(Field field, String reason) {
        return FlatBytes.damaged(place.field(field), reason);
    }

    boolean has(Field field) {
        return offset(field.id()) != 0;
    }

    /** Refuses fields that this version of the schema does not have, since their meaning would be lost. */
    void requireAtMost(int known) {
        for (int id = known; id < fields; id++) {
            if (offset(id) != 0) {
                throw GraphException.because("it has field " + id + ", of which this version knows nothing")
                        .part(place.toString())
                        .fix("the file is newer than this tool, or damaged")
                        .build();
            }
        }
    }

    /** Refuses a vector or text that holds anything. */
    void requireEmpty(Field field) {
        if (has(field)
                && bytes.vector(position(field, 4, 4), 1, place.field(field)).count() != 0) {
            throw unsupported(field);
        }
    }

    /** Refuses a field that is there. */
    void requireAbsent(Field field) {
        if (has(field)) {
            throw unsupported(field);
        }
    }

    private GraphException unsupported(Field field) {
        return GraphException.because("it has a field '" + field.name() + "', which is not supported here")
                .part(place.toString())
                .fix("export the model again with ESP-PPQ or this toolkit")
                .build();
    }

    byte int8(Field field) {
        return has(field) ? bytes.int8(position(field, 1, 1)) : 0;
    }

    int int32(Field field) {
        return has(field) ? bytes.int32(position(field, 4, 4)) : 0;
    }

    long int64(Field field) {
        return has(field) ? bytes.int64(position(field, 8, 8)) : 0;
    }

    float float32(Field field) {
        return has(field) ? bytes.float32(position(field, 4, 4)) : 0;
    }

    /** The text, empty if absent. */
    String text(Field field) {
        return has(field) ? bytes.text(position(field, 4, 4), place.field(field)) : "";
    }

    Optional<FlatTable> table(Field field) {
        if (!has(field)) {
            return Optional.empty();
        }
        Place inside = place.field(field);
        return Optional.of(at(bytes, bytes.target(position(field, 4, 4), inside), inside));
    }

    /** The tables of a vector; none if it is absent. */
    ImmutableList<FlatTable> tables(Field field) {
        FlatBytes.Span span = span(field, 4);
        ImmutableList.Builder<FlatTable> tables = ImmutableList.builder();
        for (int i = 0; i < span.count(); i++) {
            Place inside = place.field(field).at(i);
            tables.add(at(bytes, bytes.target(span.start() + 4 * i, inside), inside));
        }
        return tables.build();
    }

    /** The texts of a vector; none if it is absent. */
    ImmutableList<String> texts(Field field) {
        FlatBytes.Span span = span(field, 4);
        ImmutableList.Builder<String> texts = ImmutableList.builder();
        for (int i = 0; i < span.count(); i++) {
            texts.add(bytes.text(span.start() + 4 * i, place.field(field).at(i)));
        }
        return texts.build();
    }

    /** The numbers of a vector; none if it is absent. */
    long[] longs(Field field) {
        FlatBytes.Span span = span(field, 8);
        long[] values = new long[span.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.int64(span.start() + 8 * i);
        }
        return values;
    }

    /** The numbers of a vector; none if it is absent. */
    ImmutableList<Float> floats(Field field) {
        FlatBytes.Span span = span(field, 4);
        ImmutableList.Builder<Float> values = ImmutableList.builder();
        for (int i = 0; i < span.count(); i++) {
            values.add(bytes.float32(span.start() + 4 * i));
        }
        return values.build();
    }

    /** A copy of the bytes of a vector; none if it is absent. */
    byte[] bytes(Field field) {
        FlatBytes.Span span = span(field, 1);
        byte[] copy = new byte[span.count()];
        bytes.slice(span.start(), span.count()).get(copy);
        return copy;
    }

    /** The bytes of a vector of aligned blocks, not copied; none if it is absent. */
    ByteBuffer blocks(Field field, int blockBytes) {
        if (!has(field)) {
            return ByteBuffer.allocate(0);
        }
        FlatBytes.Span span = bytes.vector(position(field, 4, 4), blockBytes, place.field(field));
        return bytes.slice(span.start(), span.count() * blockBytes);
    }

    private FlatBytes.Span span(Field field, int elementBytes) {
        return has(field)
                ? bytes.spentVector(position(field, 4, 4), elementBytes, place.field(field))
                : new FlatBytes.Span(0, 0);
    }

    /** The entry of the vtable; 0 for an absent field. The constructor's caller has checked the vtable. */
    private int offset(int id) {
        return id < fields ? bytes.uint16(vtable + VTABLE_HEADER + 2 * id) : 0;
    }

    /** Where a field that is there lies; inside the table and aligned. */
    private int position(Field field, int size, int alignment) {
        int offset = offset(field.id());
        if (offset < SMALLEST || offset + size > length) {
            throw damaged(field, "it lies outside of its table");
        }
        return bytes.require((long) start + offset, size, alignment, place.field(field));
    }
}
