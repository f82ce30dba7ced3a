package dev.espquant.ir.espdl;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import java.util.Optional;

/** The table {@code ValueInfo} and those below it that tell a type: {@code TypeInfo}, {@code TensorTypeAndShape}, {@code TensorShape}. */
final class ValueTable {
    private static final Field NAME = new Field(0, "name");
    private static final Field TYPE = new Field(1, "value_info_type");
    private static final Field DOC_STRING = new Field(2, "doc_string");
    private static final Field EXPONENTS = new Field(3, "exponents");
    private static final int FIELDS = 4;

    /** Of {@code TypeInfo}: which kind of type, and the type. */
    private static final Field KIND = new Field(0, "value_type");

    private static final Field VALUE = new Field(1, "value");
    private static final Field TYPE_DENOTATION = new Field(2, "denotation");
    private static final int TYPE_FIELDS = 3;
    private static final int TENSOR = 1;

    /** Of {@code TensorTypeAndShape}. */
    private static final Field ELEMENT_TYPE = new Field(0, "elem_type");

    private static final Field SHAPE = new Field(1, "shape");
    private static final int TENSOR_TYPE_FIELDS = 2;

    /** Of {@code TensorShape}. */
    private static final Field DIM = new Field(0, "dim");

    private static final int SHAPE_FIELDS = 1;

    private ValueTable() {}

    static EspdlValue read(FlatTable table) {
        table.requireAtMost(FIELDS);
        String name = table.text(NAME);
        FlatTable type = table.table(TYPE).orElseThrow(() -> table.damaged(TYPE, "value '" + name + "' has no type"));
        return new EspdlValue(name, readType(type), Exponents.read(table, EXPONENTS), table.text(DOC_STRING));
    }

    private static TensorType readType(FlatTable type) {
        type.requireAtMost(TYPE_FIELDS);
        type.requireEmpty(TYPE_DENOTATION);
        if (type.int8(KIND) != TENSOR) {
            throw type.damaged(KIND, "a value is a tensor (1), found kind " + type.int8(KIND));
        }
        FlatTable tensor = type.table(VALUE).orElseThrow(() -> type.damaged(VALUE, "a tensor type is missing"));
        tensor.requireAtMost(TENSOR_TYPE_FIELDS);
        return new TensorType(elementType(tensor), tensor.table(SHAPE).map(ValueTable::readShape));
    }

    private static Optional<DataType> elementType(FlatTable tensor) {
        int code = tensor.int32(ELEMENT_TYPE);
        Optional<DataType> type = ElementTypes.ofCode(code);
        if (type.isEmpty() && code != 0) {
            throw tensor.damaged(ELEMENT_TYPE, code + " is no element type");
        }
        return type;
    }

    private static Shape readShape(FlatTable shape) {
        shape.requireAtMost(SHAPE_FIELDS);
        return Shape.of(shape.tables(DIM).stream().map(DimensionTable::read).toList());
    }

    static int write(FlatWriter writer, EspdlValue value) {
        int type = writeType(writer, value);
        int exponents = Exponents.write(writer, value.exponents());
        int name = writer.text(value.name());
        int doc = writer.optionalText(value.docString());
        return writer.begin(FIELDS)
                .offset(NAME, name)
                .offset(TYPE, type)
                .offset(DOC_STRING, doc)
                .offset(EXPONENTS, exponents)
                .end();
    }

    private static int writeType(FlatWriter writer, EspdlValue value) {
        int elementType = value.type().elementType().map(t -> code(t, value)).orElse(0);
        int shape = value.type().shape().map(s -> writeShape(writer, s)).orElse(FlatWriter.ABSENT);
        int tensor = writer.begin(TENSOR_TYPE_FIELDS)
                .int32(ELEMENT_TYPE, elementType)
                .offset(SHAPE, shape)
                .end();
        return writer.begin(TYPE_FIELDS)
                .offset(VALUE, tensor)
                .int8(KIND, TENSOR)
                .end();
    }

    private static int code(DataType type, EspdlValue value) {
        if (!ElementTypes.isKnown(type)) {
            throw GraphException.because("a value of type " + type.onnxName() + " has no form in an .espdl file")
                    .value(value.name())
                    .fix("use an integer type of 8 to 64 bits, or float")
                    .build();
        }
        return type.onnxCode();
    }

    private static int writeShape(FlatWriter writer, Shape shape) {
        int dimensions = writer.offsets(shape.dimensions().stream()
                .mapToInt((Dimension d) -> DimensionTable.write(writer, d))
                .toArray());
        return writer.begin(SHAPE_FIELDS).offset(DIM, dimensions).end();
    }
}
