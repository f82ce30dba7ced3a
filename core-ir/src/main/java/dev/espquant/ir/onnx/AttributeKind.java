package dev.espquant.ir.onnx;

import dev.espquant.ir.onnx.schema.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of {@code AttributeProto} that this reader looks into, with ONNX's codes and the field that holds the value. */
enum AttributeKind {
    FLOAT(1, "f"),
    INT(2, "i"),
    STRING(3, "s"),
    TENSOR(4, "t"),
    GRAPH(5, "g"),
    FLOATS(6, "floats"),
    INTS(7, "ints"),
    STRINGS(8, "strings"),
    TENSORS(9, "tensors"),
    GRAPHS(10, "graphs");

    private final int code;
    private final String field;

    AttributeKind(int code, String field) {
        this.code = code;
        this.field = field;
    }

    int code() {
        return code;
    }

    String field() {
        return field;
    }

    static Optional<AttributeKind> ofCode(int code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }

    /** The kinds whose value an attribute holds: one, unless the file is damaged or the value is empty or zero. */
    static List<AttributeKind> present(AttributeProto proto) {
        return Arrays.stream(values()).filter(kind -> kind.isIn(proto)).toList();
    }

    private boolean isIn(AttributeProto proto) {
        return switch (this) {
            case FLOAT -> proto.hasF();
            case INT -> proto.hasI();
            case STRING -> proto.hasS();
            case TENSOR -> proto.hasT();
            case GRAPH -> proto.hasG();
            case FLOATS -> proto.getFloatsCount() > 0;
            case INTS -> proto.getIntsCount() > 0;
            case STRINGS -> proto.getStringsCount() > 0;
            case TENSORS -> proto.getTensorsCount() > 0;
            case GRAPHS -> proto.getGraphsCount() > 0;
        };
    }
}
