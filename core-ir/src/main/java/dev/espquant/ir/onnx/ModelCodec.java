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
import java.util.Map;

/** Models between {@code ModelProto} and the IR: the graph and what the file says about it. */
final class ModelCodec {
    private ModelCodec() {}

    static Model decode(ModelProto proto, ExternalData external) {
        if (!proto.hasGraph()) {
            throw GraphException.because("it holds no graph")
                    .fix("is it an ONNX model? Export it again")
                    .build();
        }
        return new Model(
                new GraphDecoder(external).decode(proto.getGraph()),
                opsets(proto),
                info(proto),
                proto.getFunctionsList().stream()
                        .map(function -> Opaque.of(function.toByteArray()))
                        .collect(ImmutableList.toImmutableList()),
                Leftovers.of(ModelProto.newBuilder()
                        .setUnknownFields(proto.getUnknownFields())
                        .build()));
    }

    static ModelProto encode(Model model) {
        ModelProto.Builder proto = Leftovers.parse(ModelProto.parser(), model.unknownFields()).toBuilder();
        setInfo(proto, model.info());
        GraphProto graph = GraphEncoder.encode(model.graph());
        proto.setGraph(graph);
        model.opsets()
                .forEach((domain, version) -> proto.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        model.functions().forEach(function -> proto.addFunctions(Leftovers.parse(FunctionProto.parser(), function)));
        return proto.build();
    }

    private static ImmutableMap<String, Long> opsets(ModelProto proto) {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (OperatorSetIdProto opset : proto.getOpsetImportList()) {
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
        setText(info.producerName(), proto::setProducerName);
        setText(info.producerVersion(), proto::setProducerVersion);
        setText(info.domain(), proto::setDomain);
        setText(info.docString(), proto::setDocString);
        if (info.modelVersion() != 0) {
            proto.setModelVersion(info.modelVersion());
        }
        info.metadata()
                .forEach((key, value) -> proto.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    }

    private static void setText(String text, java.util.function.Consumer<String> setter) {
        if (!text.isEmpty()) {
            setter.accept(text);
        }
    }
}
