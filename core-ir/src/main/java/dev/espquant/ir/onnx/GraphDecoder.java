package dev.espquant.ir.onnx;

import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TopologicalOrder;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.SparseTensorProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import dev.espquant.ir.onnx.schema.ValueInfoProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Graphs from {@code GraphProto} to the IR, subgraphs included: nodes sorted and named, initializers taken out of the inputs, where files
 * of format version 3 and older list them. How deep graphs nest is bounded by {@link WireScan}.
 */
final class GraphDecoder {
    private final ExternalData external;
    private final NodeDecoder nodes;

    GraphDecoder(ExternalData external) {
        this.external = external;
        this.nodes = new NodeDecoder(new AttributeDecoder(external, this));
    }

    Graph decode(GraphProto proto) {
        Map<String, Tensor> initializers = initializers(proto);
        List<ValueInfo> inputs = proto.getInputList().stream()
                .filter(input -> !initializers.containsKey(input.getName()))
                .map(TypeCodec::decode)
                .toList();
        List<ValueInfo> outputs =
                proto.getOutputList().stream().map(TypeCodec::decode).toList();
        List<Node> decoded = proto.getNodeList().stream().map(nodes::decode).toList();
        Set<String> declared = new HashSet<>(initializers.keySet());
        inputs.forEach(input -> declared.add(input.name()));
        outputs.forEach(output -> declared.add(output.name()));
        return Graph.builder(proto.getName())
                .inputs(inputs)
                .outputs(outputs)
                .initializers(initializers)
                .valueInfos(valueInfos(proto.getValueInfoList(), declared))
                .nodes(NodeNames.unique(TopologicalOrder.sort(decoded)))
                .docString(proto.getDocString())
                .unknownFields(Leftovers.of(leftovers(proto)))
                .build();
    }

    private Map<String, Tensor> initializers(GraphProto proto) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorProto initializer : proto.getInitializerList()) {
            add(tensors, initializer.getName(), () -> TensorCodec.decode(initializer, external));
        }
        for (SparseTensorProto initializer : proto.getSparseInitializerList()) {
            add(tensors, initializer.getValues().getName(), () -> SparseTensors.dense(initializer, external));
        }
        return tensors;
    }

    private static void add(Map<String, Tensor> tensors, String name, Supplier<Tensor> tensor) {
        if (tensors.containsKey(name)) {
            throw GraphException.because("two initializers have this name; a value has one producer")
                    .value(name)
                    .fix("export the model again")
                    .build();
        }
        try {
            tensors.put(name, tensor.get());
        } catch (GraphException e) {
            throw e.toBuilder().value(name).build();
        }
    }

    /** Types of intermediate values only: entries for inputs, outputs and constants repeat what is said there. */
    private static Map<String, ValueInfo> valueInfos(List<ValueInfoProto> protos, Set<String> declared) {
        Map<String, ValueInfo> infos = new LinkedHashMap<>();
        for (ValueInfoProto proto : protos) {
            if (declared.contains(proto.getName())) {
                continue;
            }
            ValueInfo info = TypeCodec.decode(proto);
            ValueInfo other = infos.putIfAbsent(info.name(), info);
            if (other != null && !other.equals(info)) {
                throw GraphException.because("it is declared twice, as " + other.type() + " and as " + info.type())
                        .value(info.name())
                        .fix("export the model again")
                        .build();
            }
        }
        return infos;
    }

    private static GraphProto leftovers(GraphProto proto) {
        GraphProto.Builder rest = GraphProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (!proto.getDocStringBytes().isValidUtf8()) {
            rest.setDocStringBytes(proto.getDocStringBytes());
        }
        for (TensorProto initializer : proto.getInitializerList()) {
            TensorProto tensorRest =
                    TensorCodec.leftovers(initializer).toBuilder().clearName().build();
            if (!Leftovers.isEmpty(tensorRest)) {
                rest.addInitializer(tensorRest.toBuilder().setName(initializer.getName()));
            }
        }
        return rest.build();
    }
}
