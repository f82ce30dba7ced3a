package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.NodeProto;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nodes from {@code NodeProto} to the IR. */
final class NodeDecoder {
    private final AttributeDecoder attributes;

    NodeDecoder(AttributeDecoder attributes) {
        this.attributes = attributes;
    }

    Node decode(NodeProto proto) {
        Node bare = new Node(
                proto.getName(),
                proto.getOpType(),
                Domains.normalize(proto.getDomain()),
                ImmutableList.copyOf(proto.getInputList()),
                ImmutableList.copyOf(proto.getOutputList()),
                ImmutableMap.of(),
                proto.getDocString(),
                Leftovers.of(leftovers(proto)));
        Map<String, Attribute> decoded = new LinkedHashMap<>();
        for (AttributeProto attribute : proto.getAttributeList()) {
            if (decoded.containsKey(attribute.getName())) {
                throw GraphException.because("the node has it twice")
                        .node(bare)
                        .part("attribute '" + attribute.getName() + "'")
                        .fix("export the model again")
                        .build();
            }
            decoded.put(attribute.getName(), decode(attribute, bare));
        }
        return bare.withAttributes(decoded);
    }

    private Attribute decode(AttributeProto attribute, Node node) {
        try {
            return attributes.decode(attribute);
        } catch (GraphException e) {
            // An error inside a subgraph names its own node.
            throw e.node().isPresent()
                    ? e
                    : e.toBuilder()
                            .node(node)
                            .part("attribute '" + attribute.getName() + "'")
                            .build();
        }
    }

    private static NodeProto leftovers(NodeProto proto) {
        NodeProto.Builder rest = NodeProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (!proto.getDocStringBytes().isValidUtf8()) {
            rest.setDocStringBytes(proto.getDocStringBytes());
        }
        for (AttributeProto attribute : proto.getAttributeList()) {
            AttributeProto attributeRest = AttributeDecoder.leftovers(attribute);
            if (!Leftovers.isEmpty(attributeRest)) {
                rest.addAttribute(attributeRest.toBuilder().setName(attribute.getName()));
            }
        }
        return rest.build();
    }
}
