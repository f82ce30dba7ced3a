package dev.espquant.lowering;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;

/** The attribute {@code quant_type}, which the runtime reads of every node: the width it computes in. */
final class QuantType {
    static final String NAME = "quant_type";

    private QuantType() {}

    static Attribute of(BitWidth bits) {
        return Attribute.of(
                switch (bits) {
                    case INT8 -> "S8";
                    case INT16 -> "S16";
                });
    }

    static Attribute of(DataType type) {
        return type == DataType.INT8
                ? of(BitWidth.INT8)
                : type == DataType.INT16 ? of(BitWidth.INT16) : Attribute.of("F32");
    }

    /** Whether a node computes in 16 bits. */
    static boolean is16(Node node) {
        return node.textAttribute(NAME, "").equals("S16");
    }

    /** Whether a node takes and gives real numbers. */
    static boolean isReal(Node node) {
        return node.textAttribute(NAME, "").equals("F32");
    }

    /** The integers that a node takes and gives. */
    static DataType integers(Node node) {
        return is16(node) ? DataType.INT16 : DataType.INT8;
    }
}
