package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table {@code Node}. Attributes are written in the order of their names, as Espressif's exporter does. */
final class NodeTable {
    private static final Field INPUT = new Field(0, "input");
    private static final Field OUTPUT = new Field(1, "output");
    private static final Field NAME = new Field(2, "name");
    private static final Field OP_TYPE = new Field(3, "op_type");
    private static final Field DOMAIN = new Field(4, "domain");
    private static final Field ATTRIBUTE = new Field(5, "attribute");
    private static final Field DOC_STRING = new Field(6, "doc_string");
    private static final int FIELDS = 7;

    private NodeTable() {}

    static Node read(FlatTable table) {
        table.requireAtMost(FIELDS);
        return new Node(
                table.text(NAME),
                table.text(OP_TYPE),
                table.text(DOMAIN),
                table.texts(INPUT),
                table.texts(OUTPUT),
                readAttributes(table),
                table.text(DOC_STRING),
                Opaque.empty());
    }

    private static ImmutableMap<String, Attribute> readAttributes(FlatTable table) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (FlatTable attribute : table.tables(ATTRIBUTE)) {
            String name = AttributeTable.name(attribute);
            if (attributes.put(name, AttributeTable.read(attribute)) != null) {
                throw table.damaged(ATTRIBUTE, "attribute '" + name + "' is there twice");
            }
        }
        return ImmutableMap.copyOf(attributes);
    }

    static int write(FlatWriter writer, Node node) {
        int attributes = writer.offsets(ImmutableSortedMap.copyOf(node.attributes()).entrySet().stream()
                .mapToInt(a -> writeAttribute(writer, node, a.getKey(), a.getValue()))
                .toArray());
        int inputs = writer.texts(node.inputs());
        int outputs = writer.texts(node.outputs());
        int name = writer.text(node.name());
        int opType = writer.text(node.opType());
        int domain = writer.optionalText(node.domain());
        int doc = writer.optionalText(node.docString());
        return writer.begin(FIELDS)
                .offset(INPUT, inputs)
                .offset(OUTPUT, outputs)
                .offset(NAME, name)
                .offset(OP_TYPE, opType)
                .offset(DOMAIN, domain)
                .offset(ATTRIBUTE, attributes)
                .offset(DOC_STRING, doc)
                .end();
    }

    private static int writeAttribute(FlatWriter writer, Node node, String name, Attribute attribute) {
        try {
            return AttributeTable.write(writer, name, attribute);
        } catch (GraphException e) {
            throw e.toBuilder().node(node).build();
        }
    }
}
