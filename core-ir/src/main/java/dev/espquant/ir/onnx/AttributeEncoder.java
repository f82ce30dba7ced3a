package dev.espquant.ir.onnx;

import com.google.protobuf.ByteString;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.util.List;

/** Attributes from the IR to {@code AttributeProto}. */
final class AttributeEncoder {
    private AttributeEncoder() {}

    /**
     * A message that holds one attribute.
     *
     * @param leftovers what the file said of the attribute beyond its value
     */
    static AttributeProto encode(String name, Attribute attribute, AttributeProto leftovers) {
        if (attribute instanceof Attribute.OfOpaque opaque) {
            return Leftovers.parse(AttributeProto.parser(), opaque.bytes()).toBuilder()
                    .setName(name)
                    .build();
        }
        AttributeProto.Builder proto =
                leftovers.toBuilder().clearT().clearTensors().setName(name);
        AttributeKind kind = setValue(proto, attribute, leftovers);
        return proto.setType(attribute instanceof Attribute.Reference ref ? ref.onnxType() : kind.code())
                .build();
    }

    private static AttributeKind setValue(AttributeProto.Builder proto, Attribute attribute, AttributeProto leftovers) {
        if (attribute instanceof Attribute.OfInt value) {
            proto.setI(value.value());
            return AttributeKind.INT;
        } else if (attribute instanceof Attribute.OfFloat value) {
            proto.setF(value.value());
            return AttributeKind.FLOAT;
        } else if (attribute instanceof Attribute.OfString value) {
            proto.setS(TensorCodec.bytes(value.value()));
            return AttributeKind.STRING;
        } else if (attribute instanceof Attribute.OfTensor value) {
            proto.setT(TensorCodec.encode(value.value(), leftovers.getT()));
            return AttributeKind.TENSOR;
        } else if (attribute instanceof Attribute.OfGraph value) {
            proto.setG(GraphEncoder.encode(value.value()));
            return AttributeKind.GRAPH;
        }
        return setList(proto, attribute, leftovers);
    }

    private static AttributeKind setList(AttributeProto.Builder proto, Attribute attribute, AttributeProto leftovers) {
        if (attribute instanceof Attribute.OfInts list) {
            proto.addAllInts(list.values().asList());
            return AttributeKind.INTS;
        } else if (attribute instanceof Attribute.OfFloats list) {
            proto.addAllFloats(list.values());
            return AttributeKind.FLOATS;
        } else if (attribute instanceof Attribute.OfStrings list) {
            List<ByteString> texts =
                    list.values().stream().map(TensorCodec::bytes).toList();
            proto.addAllStrings(texts);
            return AttributeKind.STRINGS;
        } else if (attribute instanceof Attribute.OfTensors list) {
            setTensors(proto, list.values(), leftovers);
            return AttributeKind.TENSORS;
        } else if (attribute instanceof Attribute.OfGraphs list) {
            list.values().forEach(graph -> proto.addGraphs(GraphEncoder.encode(graph)));
            return AttributeKind.GRAPHS;
        } else if (attribute instanceof Attribute.Reference reference) {
            proto.setRefAttrName(reference.callerAttribute());
            return AttributeKind.INT;
        }
        throw new AssertionError("no encoding for " + attribute);
    }

    private static void setTensors(AttributeProto.Builder proto, List<Tensor> tensors, AttributeProto leftovers) {
        boolean sameLength = leftovers.getTensorsCount() == tensors.size();
        for (int i = 0; i < tensors.size(); i++) {
            TensorProto rest = sameLength ? leftovers.getTensors(i) : TensorProto.getDefaultInstance();
            proto.addTensors(TensorCodec.encode(tensors.get(i), rest));
        }
    }
}
