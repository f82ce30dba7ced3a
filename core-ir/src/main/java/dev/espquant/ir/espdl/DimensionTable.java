package dev.espquant.ir.espdl;

import dev.espquant.ir.Dimension;

/** The tables {@code Dimension} and {@code DimensionValue}: a number (kind 1), a name (kind 2), or neither. */
final class DimensionTable {
    private static final Field VALUE = new Field(0, "value");
    private static final Field DENOTATION = new Field(1, "denotation");
    private static final int FIELDS = 2;

    /** Of {@code DimensionValue}. */
    private static final Field KIND = new Field(0, "dim_type");

    private static final Field NUMBER = new Field(1, "dim_value");
    private static final Field PARAMETER = new Field(2, "dim_param");
    private static final int VALUE_FIELDS = 3;

    private static final int UNKNOWN = 0;
    private static final int FIXED = 1;
    private static final int NAMED = 2;

    private DimensionTable() {}

    static Dimension read(FlatTable table) {
        table.requireAtMost(FIELDS);
        table.requireEmpty(DENOTATION);
        return table.table(VALUE).map(DimensionTable::readValue).orElseGet(Dimension::unknown);
    }

    private static Dimension readValue(FlatTable value) {
        value.requireAtMost(VALUE_FIELDS);
        int kind = value.int8(KIND);
        if (kind == UNKNOWN) {
            return Dimension.unknown();
        } else if (kind == FIXED) {
            return fixed(value);
        } else if (kind == NAMED && !value.text(PARAMETER).isEmpty()) {
            return Dimension.named(value.text(PARAMETER));
        }
        throw value.damaged(KIND, "a dimension is a number (1) or has a name (2), found kind " + kind);
    }

    private static Dimension fixed(FlatTable value) {
        long size = value.int64(NUMBER);
        if (size < 0) {
            throw value.damaged(NUMBER, "a dimension cannot be " + size);
        }
        return Dimension.of(size);
    }

    static int write(FlatWriter writer, Dimension dimension) {
        int name = dimension instanceof Dimension.Symbolic symbolic ? writer.text(symbolic.name()) : FlatWriter.ABSENT;
        writer.begin(VALUE_FIELDS).offset(PARAMETER, name);
        if (dimension instanceof Dimension.Fixed fixed) {
            writer.int64(NUMBER, fixed.size());
        }
        int value = writer.int8(KIND, kind(dimension)).end();
        return writer.begin(FIELDS).offset(VALUE, value).end();
    }

    private static int kind(Dimension dimension) {
        if (dimension instanceof Dimension.Fixed) {
            return FIXED;
        }
        return dimension instanceof Dimension.Symbolic ? NAMED : UNKNOWN;
    }
}
