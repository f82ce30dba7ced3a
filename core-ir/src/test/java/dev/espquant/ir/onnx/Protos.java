package dev.espquant.ir.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.NodeProto;
import dev.espquant.ir.onnx.schema.OperatorSetIdProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import dev.espquant.ir.onnx.schema.TensorShapeProto;
import dev.espquant.ir.onnx.schema.TypeProto;
import dev.espquant.ir.onnx.schema.ValueInfoProto;
import java.util.Arrays;
import java.util.List;

/** Builds the messages of files that no exporter would write. */
final class Protos {
    private Protos() {}

    static ModelProto.Builder model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph);
    }

    /** A graph with the float input {@code x} and the given nodes. */
    static GraphProto.Builder graph(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g").addInput(value("x", 1));
        Arrays.stream(nodes).forEach(graph::addNode);
        return graph;
    }

    /** A node without a name. */
    static NodeProto.Builder node(String opType, String inputs, String outputs) {
        return NodeProto.newBuilder()
                .setOpType(opType)
                .addAllInput(List.of(inputs.split(" ")))
                .addAllOutput(List.of(outputs.split(" ")));
    }

    static AttributeProto.Builder attribute(String name, AttributeKind kind) {
        return AttributeProto.newBuilder().setName(name).setType(kind.code());
    }

    /** A float value. */
    static ValueInfoProto.Builder value(String name, long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : sizes) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)));
    }

    /** A float tensor with the bytes of its elements. */
    static TensorProto.Builder tensor(String name, int rawBytes, long... sizes) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(1)
                .setRawData(ByteString.copyFrom(new byte[rawBytes]));
        Arrays.stream(sizes).forEach(tensor::addDims);
        return tensor;
    }

    /** A field that our schema does not name. */
    static UnknownFieldSet unknown(int number, String text) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(text))
                                .build())
                .build();
    }
}
