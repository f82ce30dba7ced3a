package dev.espquant.ir.espdl;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;

/** Attributes of nodes as plain Java values, for those who print them. */
public final class EspdlAttributes {
    private EspdlAttributes() {}

    /** A long, float, text, a list of these, or a description of anything else. */
    public static Object plain(Attribute attribute) {
        if (attribute instanceof Attribute.OfInt i) {
            return i.value();
        }
        if (attribute instanceof Attribute.OfFloat f) {
            return f.value();
        }
        if (attribute instanceof Attribute.OfString s) {
            return s.text();
        }
        if (attribute instanceof Attribute.OfInts ints) {
            return ints.values().asList();
        }
        if (attribute instanceof Attribute.OfFloats floats) {
            return floats.values();
        }
        if (attribute instanceof Attribute.OfStrings strings) {
            return strings.values().stream().map(ByteText::text).toList();
        }
        return attribute.toString();
    }
}
