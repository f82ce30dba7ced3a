package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.ModelInfo;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.onnx.schema.FunctionProto;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.OperatorSetIdProto;
import dev.espquant.ir.onnx.schema.StringStringEntryProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Models between {@code ModelProto} and the IR: the graph and what the file says about it. */
final class ModelCodec {
    /** Before format version 4, every initializer had to be declared as a graph input. */
    private static final int FIRST_VERSION_OF_PURE_INPUTS = 4;

    private ModelCodec() {}

    static Model decode(ModelProto proto, ExternalData external) {
        if (!proto.hasGraph()) {
            throw GraphException.because("it holds no graph")
                    .fix("is it an ONNX model? Export it again")
                    .build();
        }
        return new Model(
                new GraphDecoder(external).decode(proto.getGraph()),
                opsets(proto.getOpsetImportList()),
                info(proto),
                proto.getFunctionsList().stream()
                        .map(function -> Opaque.of(function.toByteArray()))
                        .collect(ImmutableList.toImmutableList()),
                Leftovers.of(leftovers(proto)));
    }

    static ModelProto encode(Model model) {
        return encode(model, ExternalLayout.none());
    }

    static ModelProto encode(Model model, ExternalLayout external) {
        ModelProto.Builder proto = Leftovers.parse(ModelProto.parser(), model.unknownFields()).toBuilder();
        setInfo(proto, model.info());
        GraphProto graph = GraphEncoder.encode(model.graph(), external);
        boolean initializersAreInputs = model.info().irVersion() < FIRST_VERSION_OF_PURE_INPUTS;
        proto.setGraph(initializersAreInputs ? GraphEncoder.withInitializersAsInputs(graph, model.graph()) : graph);
        model.opsets()
                .forEach((domain, version) -> proto.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        model.functions().forEach(function -> proto.addFunctions(Leftovers.parse(FunctionProto.parser(), function)));
        return proto.build();
    }

    /** Versions by domain; a domain may be listed twice, but not in two versions. */
    static ImmutableMap<String, Long> opsets(List<OperatorSetIdProto> imports) {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (OperatorSetIdProto opset : imports) {
            String domain = Domains.normalize(opset.getDomain());
            Long other = versions.putIfAbsent(domain, opset.getVersion());
            if (other != null && other != opset.getVersion()) {
                throw GraphException.because("it imports operator set '" + domain + "' in version " + other
                                + " and in version " + opset.getVersion())
                        .fix("export the model again; a model uses one version of an operator set")
                        .build();
            }
        }
        return ImmutableMap.copyOf(versions);
    }

    private static ModelInfo info(ModelProto proto) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            if (metadata.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                throw GraphException.because("its metadata has the key '" + entry.getKey() + "' twice")
                        .fix("export the model again")
                        .build();
            }
        }
        return new ModelInfo(
                proto.getIrVersion(),
                proto.getProducerName(),
                proto.getProducerVersion(),
                proto.getDomain(),
                proto.getModelVersion(),
                proto.getDocString(),
                ImmutableMap.copyOf(metadata));
    }

    private static void setInfo(ModelProto.Builder proto, ModelInfo info) {
        proto.setIrVersion(info.irVersion());
        setText(info.producerName(), "", proto::setProducerName);
        setText(info.producerVersion(), "", proto::setProducerVersion);
        setText(info.domain(), "", proto::setDomain);
        setText(info.docString(), proto.getDocString(), proto::setDocString);
        if (info.modelVersion() != 0) {
            proto.setModelVersion(info.modelVersion());
        }
        List<StringStringEntryProto> leftovers = List.copyOf(proto.getMetadataPropsList());
        proto.clearMetadataProps();
        info.metadata().forEach((key, value) -> proto.addMetadataProps(metadata(key, value, leftovers)));
    }

    private static StringStringEntryProto metadata(String key, String value, List<StringStringEntryProto> leftovers) {
        return leftovers.stream()
                .filter(e -> e.getKey().equals(key) && e.getValue().equals(value))
                .findFirst()
                .orElseGet(() -> StringStringEntryProto.newBuilder()
                        .setKey(key)
                        .setValue(value)
                        .build());
    }

    /** Fields that our schema does not name, and texts that are not UTF-8, which a {@link ModelInfo} cannot hold exactly. */
    private static ModelProto leftovers(ModelProto proto) {
        ModelProto.Builder rest = ModelProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (!proto.getDocStringBytes().isValidUtf8()) {
            rest.setDocStringBytes(proto.getDocStringBytes());
        }
        proto.getMetadataPropsList().stream()
                .filter(e ->
                        !e.getKeyBytes().isValidUtf8() || !e.getValueBytes().isValidUtf8())
                .forEach(rest::addMetadataProps);
        return rest.build();
    }

    private static void setText(String text, String there, Consumer<String> setter) {
        if (!text.equals(there)) {
            setter.accept(text);
        }
    }
}
