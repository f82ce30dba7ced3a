package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.OpaqueType;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.ValueType;
import dev.espquant.ir.onnx.schema.TensorShapeProto;
import dev.espquant.ir.onnx.schema.TypeProto;
import dev.espquant.ir.onnx.schema.ValueInfoProto;
import java.util.Map;
import java.util.Optional;

/** Typed values between {@code ValueInfoProto} and the IR. */
final class TypeCodec {
    /** The alternatives of {@code TypeProto} that are carried without a look inside, by field number. */
    private static final Map<Integer, String> OTHER_TYPES =
            Map.of(4, "sequence", 5, "map", 7, "opaque", 8, "sparse tensor", 9, "optional");

    private TypeCodec() {}

    static ValueInfo decode(ValueInfoProto proto) {
        try {
            ValueType type = type(proto.getType());
            return new ValueInfo(proto.getName(), type, proto.getDocString(), Leftovers.of(leftovers(proto, type)));
        } catch (GraphException e) {
            throw e.toBuilder().value(proto.getName()).build();
        }
    }

    static ValueInfoProto encode(ValueInfo info) {
        ValueInfoProto.Builder proto = Leftovers.parse(ValueInfoProto.parser(), info.unknownFields()).toBuilder()
                .setName(info.name());
        if (!info.docString().equals(proto.getDocString())) {
            proto.setDocString(info.docString());
        }
        if (info.type() instanceof TensorType tensor) {
            proto.setType(encode(tensor, proto.getType()));
        } else if (info.type() instanceof OpaqueType other && !other.bytes().isEmpty()) {
            proto.setType(Leftovers.parse(TypeProto.parser(), other.bytes()));
        }
        return proto.build();
    }

    private static ValueType type(TypeProto proto) {
        int code = proto.getTensorType().getElemType();
        Optional<DataType> element = DataType.ofOnnxCode(code);
        if (proto.hasTensorType() && (element.isPresent() || code == 0)) {
            return new TensorType(element, shape(proto.getTensorType()));
        }
        return new OpaqueType(describe(proto), Opaque.of(proto.toByteArray()));
    }

    private static String describe(TypeProto proto) {
        if (proto.hasTensorType()) {
            return "tensor of element type " + proto.getTensorType().getElemType();
        }
        return proto.getUnknownFields().asMap().keySet().stream()
                .filter(OTHER_TYPES::containsKey)
                .map(OTHER_TYPES::get)
                .findFirst()
                .orElse("untyped");
    }

    private static Optional<Shape> shape(TypeProto.Tensor proto) {
        if (!proto.hasShape()) {
            return Optional.empty();
        }
        TensorCodec.requireRank(proto.getShape().getDimCount());
        return Optional.of(Shape.of(proto.getShape().getDimList().stream()
                .map(TypeCodec::dimension)
                .collect(ImmutableList.toImmutableList())));
    }

    /** Some exporters write -1 where they know nothing; any other negative size is damage. */
    private static Dimension dimension(TensorShapeProto.Dimension proto) {
        if (proto.hasDimValue() && proto.getDimValue() >= 0) {
            return Dimension.of(proto.getDimValue());
        }
        if (proto.hasDimValue() && proto.getDimValue() < -1) {
            throw GraphException.because("its shape has the negative dimension " + proto.getDimValue())
                    .fix("export the model again; a dimension is a size, a name or left open")
                    .build();
        }
        return proto.getDimParam().isEmpty() ? Dimension.unknown() : Dimension.named(proto.getDimParam());
    }

    private static TypeProto encode(TensorType type, TypeProto leftovers) {
        TypeProto.Tensor.Builder tensor = leftovers.getTensorType().toBuilder();
        TensorShapeProto shapeLeftovers = tensor.getShape();
        tensor.clearShape();
        type.elementType().ifPresent(element -> tensor.setElemType(element.onnxCode()));
        type.shape().ifPresent(shape -> tensor.setShape(encode(shape, shapeLeftovers)));
        return leftovers.toBuilder().setTensorType(tensor).build();
    }

    private static TensorShapeProto encode(Shape shape, TensorShapeProto leftovers) {
        TensorShapeProto.Builder proto = TensorShapeProto.newBuilder().setUnknownFields(leftovers.getUnknownFields());
        for (int axis = 0; axis < shape.rank(); axis++) {
            TensorShapeProto.Dimension.Builder dimension = leftovers.getDimCount() == shape.rank()
                    ? leftovers.getDim(axis).toBuilder()
                    : TensorShapeProto.Dimension.newBuilder();
            if (shape.dimension(axis) instanceof Dimension.Fixed fixed) {
                dimension.setDimValue(fixed.size());
            } else if (shape.dimension(axis) instanceof Dimension.Symbolic symbolic) {
                dimension.setDimParam(symbolic.name());
            }
            proto.addDim(dimension);
        }
        return proto.build();
    }

    private static ValueInfoProto leftovers(ValueInfoProto proto, ValueType type) {
        ValueInfoProto.Builder rest = ValueInfoProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (!proto.getDocStringBytes().isValidUtf8()) {
            rest.setDocStringBytes(proto.getDocStringBytes());
        }
        if (type instanceof TensorType) {
            TypeProto typeRest = leftovers(proto.getType());
            if (!Leftovers.isEmpty(typeRest)) {
                rest.setType(typeRest);
            }
        }
        return rest.build();
    }

    /** Denotations of types and dimensions and whatever else is not a size. */
    private static TypeProto leftovers(TypeProto proto) {
        TensorShapeProto shape = proto.getTensorType().getShape();
        TensorShapeProto.Builder shapeRest = TensorShapeProto.newBuilder().setUnknownFields(shape.getUnknownFields());
        if (shape.getDimList().stream().anyMatch(d -> d.getUnknownFields().getSerializedSize() > 0)) {
            shape.getDimList()
                    .forEach(d -> shapeRest.addDim(
                            TensorShapeProto.Dimension.newBuilder().setUnknownFields(d.getUnknownFields())));
        }
        TypeProto.Tensor.Builder tensorRest = TypeProto.Tensor.newBuilder()
                .setUnknownFields(proto.getTensorType().getUnknownFields());
        if (!Leftovers.isEmpty(shapeRest.build())) {
            tensorRest.setShape(shapeRest);
        }
        TypeProto.Builder rest = TypeProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (!Leftovers.isEmpty(tensorRest.build())) {
            rest.setTensorType(tensorRest);
        }
        return rest.build();
    }
}
