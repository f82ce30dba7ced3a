package dev.espquant.ir.onnx;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.NodeProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.util.HashMap;
import java.util.Map;

/** Graphs from the IR to {@code GraphProto}, subgraphs included. */
final class GraphEncoder {
    private GraphEncoder() {}

    static GraphProto encode(Graph graph) {
        return encode(graph, ExternalLayout.none());
    }

    /** As {@link #encode(Graph)}, without the elements of constants that lie in another file. */
    static GraphProto encode(Graph graph, ExternalLayout external) {
        GraphProto.Builder proto = Leftovers.parse(GraphProto.parser(), graph.unknownFields()).toBuilder();
        Map<String, TensorProto> leftovers = new HashMap<>();
        proto.getInitializerList().forEach(rest -> leftovers.put(rest.getName(), rest));
        proto.clearInitializer().setName(graph.name());
        if (!graph.docString().equals(proto.getDocString())) {
            proto.setDocString(graph.docString());
        }
        graph.nodes().forEach(node -> proto.addNode(encode(node)));
        graph.initializers().forEach((name, tensor) -> {
            TensorProto rest = leftovers.getOrDefault(name, TensorProto.getDefaultInstance());
            TensorProto encoded = external.place(name)
                    .map(place -> TensorCodec.encodeExternal(tensor, rest, external.entries(place)))
                    .orElseGet(() -> TensorCodec.encode(tensor, rest));
            proto.addInitializer(encoded.toBuilder().setName(name));
        });
        graph.inputs().forEach(input -> proto.addInput(TypeCodec.encode(input)));
        graph.outputs().forEach(output -> proto.addOutput(TypeCodec.encode(output)));
        graph.valueInfos().values().forEach(info -> proto.addValueInfo(TypeCodec.encode(info)));
        return proto.build();
    }

    /** The form that format versions before 4 require: initializers stand among the inputs too. */
    static GraphProto withInitializersAsInputs(GraphProto proto, Graph graph) {
        GraphProto.Builder result = proto.toBuilder();
        graph.initializers()
                .forEach((name, tensor) -> result.addInput(
                        TypeCodec.encode(ValueInfo.of(name, TensorType.of(tensor.type(), tensor.shape())))));
        return result.build();
    }

    static NodeProto encode(Node node) {
        NodeProto.Builder proto = Leftovers.parse(NodeProto.parser(), node.unknownFields()).toBuilder();
        Map<String, AttributeProto> leftovers = new HashMap<>();
        proto.getAttributeList().forEach(rest -> leftovers.put(rest.getName(), rest));
        proto.clearAttribute()
                .addAllInput(node.inputs())
                .addAllOutput(node.outputs())
                .setName(node.name())
                .setOpType(node.opType());
        if (!node.domain().isEmpty()) {
            proto.setDomain(node.domain());
        }
        if (!node.docString().equals(proto.getDocString())) {
            proto.setDocString(node.docString());
        }
        node.attributes().forEach((name, attribute) -> {
            AttributeProto rest = leftovers.getOrDefault(name, AttributeProto.getDefaultInstance());
            proto.addAttribute(AttributeEncoder.encode(name, attribute, rest));
        });
        return proto.build();
    }
}
