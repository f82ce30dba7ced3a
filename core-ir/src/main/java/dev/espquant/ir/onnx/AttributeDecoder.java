package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.util.List;

/** Attributes from {@code AttributeProto} to the IR. */
final class AttributeDecoder {
    private static final int FIRST_OPAQUE_TYPE = 11;

    private final ExternalData external;
    private final GraphDecoder graphs;

    AttributeDecoder(ExternalData external, GraphDecoder graphs) {
        this.external = external;
        this.graphs = graphs;
    }

    Attribute decode(AttributeProto proto) {
        if (!proto.getRefAttrName().isEmpty()) {
            return new Attribute.Reference(proto.getRefAttrName(), proto.getType());
        }
        if (isOpaque(proto)) {
            return new Attribute.OfOpaque(Opaque.of(proto.toByteArray()));
        }
        AttributeKind kind = kind(proto);
        return switch (kind) {
            case FLOAT -> new Attribute.OfFloat(proto.getF());
            case INT -> new Attribute.OfInt(proto.getI());
            case STRING -> new Attribute.OfString(TensorCodec.text(proto.getS()));
            case TENSOR -> new Attribute.OfTensor(TensorCodec.decode(proto.getT(), external));
            case GRAPH -> new Attribute.OfGraph(graphs.decode(proto.getG()));
            case FLOATS -> new Attribute.OfFloats(ImmutableList.copyOf(proto.getFloatsList()));
            case INTS -> new Attribute.OfInts(ImmutableLongArray.copyOf(proto.getIntsList()));
            case STRINGS ->
                new Attribute.OfStrings(proto.getStringsList().stream()
                        .map(TensorCodec::text)
                        .collect(ImmutableList.toImmutableList()));
            case TENSORS ->
                new Attribute.OfTensors(proto.getTensorsList().stream()
                        .map(t -> TensorCodec.decode(t, external))
                        .collect(ImmutableList.toImmutableList()));
            case GRAPHS ->
                new Attribute.OfGraphs(
                        proto.getGraphsList().stream().map(graphs::decode).collect(ImmutableList.toImmutableList()));
        };
    }

    /** What an attribute says beyond its name and value; empty for one that is carried whole. */
    static AttributeProto leftovers(AttributeProto proto) {
        if (proto.getRefAttrName().isEmpty() && isOpaque(proto)) {
            return AttributeProto.getDefaultInstance();
        }
        AttributeProto.Builder rest = AttributeProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (proto.hasDocString()) {
            rest.setDocStringBytes(proto.getDocStringBytes());
        }
        TensorProto tensor = TensorCodec.leftovers(proto.getT());
        if (!Leftovers.isEmpty(tensor)) {
            rest.setT(tensor);
        }
        List<TensorProto> tensors =
                proto.getTensorsList().stream().map(TensorCodec::leftovers).toList();
        if (!tensors.stream().allMatch(Leftovers::isEmpty)) {
            rest.addAllTensors(tensors);
        }
        return rest.build();
    }

    /** Types, sparse tensors and kinds newer than this reader. */
    private static boolean isOpaque(AttributeProto proto) {
        return proto.getType() >= FIRST_OPAQUE_TYPE || proto.getType() < 0;
    }

    /** The declared kind, or for the oldest files, which declare none, that of the only value there is. */
    private static AttributeKind kind(AttributeProto proto) {
        List<AttributeKind> present = AttributeKind.present(proto);
        AttributeKind kind = AttributeKind.ofCode(proto.getType()).orElseGet(() -> onlyKind(present));
        for (AttributeKind found : present) {
            if (found != kind) {
                throw damaged("it should hold its value in '" + kind.field() + "', but '" + found.field() + "' is set");
            }
        }
        if (present.isEmpty() && (kind == AttributeKind.TENSOR || kind == AttributeKind.GRAPH)) {
            throw damaged("it has no value");
        }
        return kind;
    }

    private static AttributeKind onlyKind(List<AttributeKind> present) {
        if (present.size() != 1) {
            throw damaged("it declares no type and holds " + present.size() + " values");
        }
        return present.get(0);
    }

    private static GraphException damaged(String reason) {
        return GraphException.because(reason).fix("export the model again").build();
    }
}
