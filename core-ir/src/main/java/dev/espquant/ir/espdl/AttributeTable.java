package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import java.util.List;

/**
 * The table {@code Attribute}: a kind, and a field per kind of which one is there. Numbers are structures, so that 0 differs from none.
 * Graphs, types and lists of tensors are kinds that the runtime has no accessors for; they are refused.
 */
final class AttributeTable {
    private static final Field NAME = new Field(0, "name");
    private static final Field REFERENCE = new Field(1, "ref_attr_name");
    private static final Field DOC_STRING = new Field(2, "doc_string");
    private static final Field KIND = new Field(3, "attr_type");
    private static final Field F = new Field(4, "f");
    private static final Field I = new Field(5, "i");
    private static final Field S = new Field(6, "s");
    private static final Field T = new Field(7, "t");
    private static final Field FLOATS = new Field(10, "floats");
    private static final Field INTS = new Field(11, "ints");
    private static final Field STRINGS = new Field(12, "strings");
    private static final List<Field> TABLES = List.of(new Field(8, "g"), new Field(9, "tp"));
    private static final List<Field> LISTS =
            List.of(new Field(13, "tensors"), new Field(14, "graphs"), new Field(15, "type_protos"));
    private static final int FIELDS = 16;

    private static final int FLOAT_KIND = 1;
    private static final int INT_KIND = 2;
    private static final int STRING_KIND = 3;
    private static final int TENSOR_KIND = 4;
    private static final int FLOATS_KIND = 6;
    private static final int INTS_KIND = 7;
    private static final int STRINGS_KIND = 8;

    private AttributeTable() {}

    static String name(FlatTable table) {
        return table.text(NAME);
    }

    static Attribute read(FlatTable table) {
        table.requireAtMost(FIELDS);
        table.requireEmpty(REFERENCE);
        table.requireEmpty(DOC_STRING);
        TABLES.forEach(table::requireAbsent);
        LISTS.forEach(table::requireEmpty);
        int kind = table.int32(KIND);
        requireOnly(table, kind);
        return switch (kind) {
            case FLOAT_KIND -> new Attribute.OfFloat(present(table, F).float32(F));
            case INT_KIND -> new Attribute.OfInt(present(table, I).int64(I));
            case STRING_KIND -> new Attribute.OfString(ByteText.of(table.bytes(S)));
            case TENSOR_KIND -> new Attribute.OfTensor(readTensor(table));
            case FLOATS_KIND -> new Attribute.OfFloats(table.floats(FLOATS));
            case INTS_KIND -> new Attribute.OfInts(ImmutableLongArray.copyOf(table.longs(INTS)));
            case STRINGS_KIND ->
                new Attribute.OfStrings(
                        table.texts(STRINGS).stream().map(ByteText::of).collect(ImmutableList.toImmutableList()));
            default ->
                throw table.damaged(
                        KIND, "attribute '" + name(table) + "' is of kind " + kind + ", which is not supported");
        };
    }

    /** Refuses values of another kind than the attribute's, which would be lost. */
    private static void requireOnly(FlatTable table, int kind) {
        requireUnless(kind == FLOAT_KIND, table, F);
        requireUnless(kind == INT_KIND, table, I);
        requireUnless(kind == STRING_KIND, table, S);
        requireUnless(kind == TENSOR_KIND, table, T);
        requireUnless(kind == FLOATS_KIND, table, FLOATS);
        requireUnless(kind == INTS_KIND, table, INTS);
        requireUnless(kind == STRINGS_KIND, table, STRINGS);
    }

    private static void requireUnless(boolean ownField, FlatTable table, Field field) {
        if (!ownField) {
            table.requireAbsent(field);
        }
    }

    private static FlatTable present(FlatTable table, Field field) {
        if (!table.has(field)) {
            throw table.damaged(field, "attribute '" + name(table) + "' has no value");
        }
        return table;
    }

    /** The name and documentation of an attribute's tensor are not part of it, as in ONNX; an exponent would be. */
    private static Tensor readTensor(FlatTable table) {
        EspdlTensor tensor = TensorTable.read(
                table.table(T).orElseThrow(() -> table.damaged(T, "attribute '" + name(table) + "' has no value")));
        if (tensor.exponents().stream().anyMatch(e -> e != 0)) {
            throw table.damaged(T, "an attribute's tensor is not quantized, but this one has an exponent");
        }
        return tensor.elements();
    }

    static int write(FlatWriter writer, String name, Attribute attribute) {
        int nameOffset = writer.text(name);
        if (attribute instanceof Attribute.OfFloat f) {
            return begin(writer, nameOffset, FLOAT_KIND).struct(F, f.value()).end();
        } else if (attribute instanceof Attribute.OfInt i) {
            return begin(writer, nameOffset, INT_KIND).struct(I, i.value()).end();
        }
        Content content = content(writer, name, attribute);
        return begin(writer, nameOffset, content.kind)
                .offset(content.field, content.offset)
                .end();
    }

    /** A value that lies outside of its attribute's table. */
    private record Content(int kind, Field field, int offset) {}

    private static Content content(FlatWriter writer, String name, Attribute attribute) {
        if (attribute instanceof Attribute.OfString s) {
            return new Content(STRING_KIND, S, writer.bytes(s.value().bytes().toByteArray()));
        } else if (attribute instanceof Attribute.OfTensor t) {
            EspdlTensor tensor = new EspdlTensor("", t.value(), ImmutableIntArray.of(0), "");
            return new Content(TENSOR_KIND, T, TensorTable.write(writer, tensor));
        } else if (attribute instanceof Attribute.OfFloats f) {
            return new Content(FLOATS_KIND, FLOATS, writer.floats(f.values()));
        } else if (attribute instanceof Attribute.OfInts i) {
            return new Content(INTS_KIND, INTS, writer.longs(i.values().toArray()));
        } else if (attribute instanceof Attribute.OfStrings s) {
            return new Content(STRINGS_KIND, STRINGS, writer.texts(texts(name, s.values())));
        }
        throw GraphException.because("an attribute of this kind has no form in an .espdl file")
                .part("attribute '" + name + "'")
                .fix("remove the attribute or replace the operator")
                .build();
    }

    private static List<String> texts(String name, List<ByteText> values) {
        for (ByteText value : values) {
            if (!ByteText.of(value.text()).equals(value)) {
                throw GraphException.because("it holds bytes that are not UTF-8 text")
                        .part("attribute '" + name + "'")
                        .fix("write the attribute in UTF-8")
                        .build();
            }
        }
        return values.stream().map(ByteText::text).toList();
    }

    private static FlatWriter begin(FlatWriter writer, int name, int kind) {
        return writer.begin(FIELDS).offset(NAME, name).int32(KIND, kind);
    }
}
