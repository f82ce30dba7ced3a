package dev.espquant.ir.onnx;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.NodeProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import dev.espquant.ir.onnx.schema.TensorShapeProto;
import dev.espquant.ir.onnx.schema.ValueInfoProto;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files in a form in which they are equal if they say the same: what reading normalises (node names and order, typed tensor data,
 * initializers among the inputs, empty texts) is taken out, everything else stays.
 */
final class NormalForm {
    private NormalForm() {}

    static ModelProto of(ModelProto model) {
        ModelProto.Builder result = ((ModelProto) withoutEmptyFields(model)).toBuilder();
        result.setGraph(graph(result.getGraph()));
        result.getOpsetImportBuilderList().forEach(opset -> {
            if (opset.getDomain().equals("ai.onnx")) {
                opset.clearDomain();
            }
        });
        return result.build();
    }

    private static GraphProto graph(GraphProto graph) {
        GraphProto.Builder result = graph.toBuilder();
        Set<String> initializers = new HashSet<>();
        result.clearInitializer();
        graph.getInitializerList().forEach(tensor -> {
            initializers.add(tensor.getName());
            result.addInitializer(tensor(tensor));
        });
        result.clearInput();
        graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .forEach(result::addInput);
        Set<String> declared = new HashSet<>(initializers);
        result.getInputList().forEach(input -> declared.add(input.getName()));
        result.getOutputList().forEach(output -> declared.add(output.getName()));
        result.clearValueInfo();
        graph.getValueInfoList().stream()
                .filter((ValueInfoProto info) -> !declared.contains(info.getName()))
                .distinct()
                .forEach(result::addValueInfo);
        List<NodeProto> nodes = graph.getNodeList().stream()
                .map(NormalForm::node)
                .sorted(Comparator.comparing(
                        NodeProto::toByteString, com.google.protobuf.ByteString.unsignedLexicographicalComparator()))
                .toList();
        return result.clearNode().addAllNode(nodes).build();
    }

    private static NodeProto node(NodeProto node) {
        NodeProto.Builder result = node.toBuilder().clearName().clearAttribute();
        if (node.getDomain().equals("ai.onnx")) {
            result.clearDomain();
        }
        node.getAttributeList().forEach(attribute -> result.addAttribute(attribute(attribute)));
        return result.build();
    }

    private static AttributeProto attribute(AttributeProto attribute) {
        AttributeProto.Builder result = attribute.toBuilder();
        if (attribute.hasT()) {
            result.setT(tensor(attribute.getT()));
        }
        if (attribute.hasG()) {
            result.setG(graph(attribute.getG()));
        }
        return result.build();
    }

    private static TensorProto tensor(TensorProto tensor) {
        TensorProto raw =
                TensorCodec.encode(TensorCodec.decode(tensor, ExternalData.none()), TensorCodec.leftovers(tensor));
        return (TensorProto) withoutEmptyFields(raw);
    }

    /** Without singular fields that are set to what an absent field means; a dimension of size 0 is not an unknown one. */
    private static Message withoutEmptyFields(Message message) {
        Message.Builder result = message.toBuilder();
        boolean dimension = message instanceof TensorShapeProto.Dimension;
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                Object stripped = field.isRepeated()
                        ? ((List<?>) value)
                                .stream()
                                        .map(m -> withoutEmptyFields((Message) m))
                                        .toList()
                        : withoutEmptyFields((Message) value);
                result.setField(field, stripped);
            } else if (!field.isRepeated() && !dimension && value.equals(field.getDefaultValue())) {
                result.clearField(field);
            }
        });
        return result.build();
    }
}
