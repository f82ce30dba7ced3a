package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.ByteString;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Function;
import dev.espquant.ir.FunctionCalls;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.TopologicalOrder;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.FunctionProto;
import dev.espquant.ir.onnx.schema.NodeProto;
import dev.espquant.ir.onnx.schema.OperatorSetIdProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Model-local functions between {@code FunctionProto} and the IR. A {@link Model} carries them as they are, so that writing gives them back byte for
 * byte; this is for who looks inside.
 */
public final class OnnxFunctions {
    private static final TensorType OPEN = new TensorType(Optional.empty(), Optional.empty());
    /** Field {@code overload} of {@code NodeProto}, format version 10 on. */
    private static final int OVERLOAD = 8;

    private OnnxFunctions() {}

    /**
     * The functions of a model, checked as graphs are: nodes sorted and named, every value provided before it is read.
     *
     * @throws GraphException if one is not valid, two have the same key, or some call each other in a cycle
     */
    public static ImmutableMap<Function.Key, Function> decode(Model model) {
        Map<Function.Key, Function> functions = new LinkedHashMap<>();
        for (Opaque bytes : model.functions()) {
            Function function = decode(Leftovers.parse(FunctionProto.parser(), bytes));
            if (functions.putIfAbsent(function.key(), function) != null) {
                throw GraphException.because("the model defines it twice")
                        .part("function " + function.key())
                        .fix("export the model again")
                        .build();
            }
        }
        FunctionCalls.requireAcyclic(functions, OnnxFunctions::keyOf);
        return ImmutableMap.copyOf(functions);
    }

    /** The key of the function that a node calls if the model has such a function. */
    public static Function.Key keyOf(Node node) {
        return new Function.Key(node.domain(), node.opType(), overload(node));
    }

    private static String overload(Node node) {
        if (node.unknownFields().isEmpty()) {
            return "";
        }
        List<ByteString> texts = Leftovers.parse(NodeProto.parser(), node.unknownFields())
                .getUnknownFields()
                .getField(OVERLOAD)
                .getLengthDelimitedList();
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1).toStringUtf8();
    }

    private static Function decode(FunctionProto proto) {
        Function.Key key = new Function.Key(Domains.normalize(proto.getDomain()), proto.getName(), proto.getOverload());
        try {
            // Constants of a function lie in its nodes; the format gives it no place for external files.
            GraphDecoder graphs = new GraphDecoder(ExternalData.none());
            AttributeDecoder attributes = new AttributeDecoder(ExternalData.none(), graphs);
            NodeDecoder nodes = new NodeDecoder(attributes);
            List<Node> decoded = proto.getNodeList().stream().map(nodes::decode).toList();
            Graph body = Graph.builder(key.toString())
                    .inputs(parameters(proto.getInputList()))
                    .outputs(parameters(proto.getOutputList()))
                    .nodes(NodeNames.unique(TopologicalOrder.sort(decoded)))
                    .build();
            GraphValidator.validateFunction(body);
            return new Function(
                    key,
                    body,
                    ImmutableList.copyOf(proto.getAttributeList()),
                    defaults(proto, attributes),
                    ModelCodec.opsets(proto.getOpsetImportList()));
        } catch (GraphException e) {
            throw e.toBuilder().part("function " + key).build();
        }
    }

    /** A function as {@link Model#functions()} carries it. */
    public static Opaque encode(Function function) {
        FunctionProto.Builder proto = FunctionProto.newBuilder()
                .setDomain(function.key().domain())
                .setName(function.key().name())
                .addAllAttribute(function.attributes());
        if (!function.key().overload().isEmpty()) {
            proto.setOverload(function.key().overload());
        }
        Graph body = function.body();
        body.inputs().forEach(input -> proto.addInput(input.name()));
        body.outputs().forEach(output -> proto.addOutput(output.name()));
        body.nodes().forEach(node -> proto.addNode(GraphEncoder.encode(node)));
        function.defaults()
                .forEach((name, value) -> proto.addAttributeProto(
                        AttributeEncoder.encode(name, value, AttributeProto.getDefaultInstance())));
        function.opsets()
                .forEach((domain, version) -> proto.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        return Leftovers.of(proto.build());
    }

    private static ImmutableList<ValueInfo> parameters(List<String> names) {
        return names.stream().map(name -> ValueInfo.of(name, OPEN)).collect(ImmutableList.toImmutableList());
    }

    private static ImmutableMap<String, Attribute> defaults(FunctionProto proto, AttributeDecoder attributes) {
        Map<String, Attribute> defaults = new LinkedHashMap<>();
        for (AttributeProto attribute : proto.getAttributeProtoList()) {
            defaults.put(attribute.getName(), attributes.decode(attribute));
        }
        return ImmutableMap.copyOf(defaults);
    }
}
