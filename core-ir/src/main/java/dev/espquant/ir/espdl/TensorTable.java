package dev.espquant.ir.espdl;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The table {@code Tensor}. Elements are read from {@code raw_data} only, where Espressif's exporter puts all of them: a vector of aligned blocks of 16 bytes, little
 * endian, of exactly as many blocks as type and dimensions ask for.
 */
final class TensorTable {
    private static final Field DIMS = new Field(0, "dims");
    private static final Field DATA_TYPE = new Field(1, "data_type");
    private static final Field NAME = new Field(6, "name");
    private static final Field DOC_STRING = new Field(7, "doc_string");
    private static final Field RAW_DATA = new Field(8, "raw_data");
    private static final Field DATA_LOCATION = new Field(10, "data_location");
    private static final Field EXPONENTS = new Field(13, "exponents");
    private static final List<Field> UNUSED = List.of(
            new Field(2, "float_data"),
            new Field(3, "int32_data"),
            new Field(4, "string_data"),
            new Field(5, "int64_data"),
            new Field(9, "external_data"),
            new Field(11, "double_data"),
            new Field(12, "uint64_data"));
    private static final int FIELDS = 14;

    private TensorTable() {}

    static EspdlTensor read(FlatTable table) {
        table.requireAtMost(FIELDS);
        UNUSED.forEach(table::requireEmpty);
        if (table.int32(DATA_LOCATION) != 0) {
            throw table.damaged(DATA_LOCATION, "its elements lie in another file; only this one is read");
        }
        Tensor elements = elements(table);
        ImmutableIntArray exponents = Exponents.read(table, EXPONENTS);
        int count = exponents.length();
        if (count > 1 && Arrays.stream(elements.sizes()).noneMatch(size -> size == count)) {
            throw table.damaged(
                    EXPONENTS, count + " exponents, but no dimension of " + elements + " has that many channels");
        }
        return new EspdlTensor(table.text(NAME), elements, exponents, table.text(DOC_STRING));
    }

    private static Tensor elements(FlatTable table) {
        DataType type = ElementTypes.ofCode(table.int32(DATA_TYPE))
                .filter(t -> t != DataType.STRING)
                .orElseThrow(() -> table.damaged(DATA_TYPE, table.int32(DATA_TYPE) + " is no type of a constant"));
        long[] dims = table.longs(DIMS);
        ByteBuffer blocks = table.blocks(RAW_DATA, EspdlTensor.BLOCK);
        long bytes = byteSize(table, type, dims);
        if ((bytes + EspdlTensor.BLOCK - 1) / EspdlTensor.BLOCK * EspdlTensor.BLOCK != blocks.remaining()) {
            throw table.damaged(
                    RAW_DATA,
                    "a " + type.onnxName() + " tensor of " + Arrays.toString(dims) + " takes " + bytes
                            + " bytes in blocks of " + EspdlTensor.BLOCK + ", found " + blocks.remaining());
        }
        return Tensor.ofBytes(type, dims, blocks.slice(0, (int) bytes));
    }

    /** Bytes without filling. */
    private static long byteSize(FlatTable table, DataType type, long[] dims) {
        try {
            return type.byteSize(dev.espquant.ir.Shape.elementCount(dims));
        } catch (ArithmeticException e) {
            throw table.damaged(DIMS, "no tensor has the dimensions " + Arrays.toString(dims));
        }
    }

    static int write(FlatWriter writer, EspdlTensor tensor) {
        if (tensor.type() == DataType.STRING || !ElementTypes.isKnown(tensor.type())) {
            throw GraphException.because(
                            "a constant of type " + tensor.type().onnxName() + " has no form in an .espdl file")
                    .value(tensor.name())
                    .fix("use an integer type of 8 to 64 bits, or float")
                    .build();
        }
        int data = writer.blocks(tensor.elements().bytes(), tensor.blocks());
        int dims = writer.longs(tensor.elements().sizes());
        int exponents = Exponents.write(writer, tensor.exponents());
        int name = writer.text(tensor.name());
        int doc = writer.optionalText(tensor.docString());
        return writer.begin(FIELDS)
                .offset(DIMS, dims)
                .int32(DATA_TYPE, tensor.type().onnxCode())
                .offset(NAME, name)
                .offset(DOC_STRING, doc)
                .offset(RAW_DATA, data)
                .offset(EXPONENTS, exponents)
                .end();
    }
}
