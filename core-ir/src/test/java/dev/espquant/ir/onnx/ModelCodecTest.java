package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.schema.FunctionProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.OperatorSetIdProto;
import dev.espquant.ir.onnx.schema.StringStringEntryProto;
import org.junit.jupiter.api.Test;

class ModelCodecTest {
    @Test
    void everythingSurvives() {
        ModelProto proto = Protos.model(
                        Protos.graph(Protos.node("Relu", "x", "y").setName("n")))
                .setProducerName("tool")
                .setProducerVersion("1.2")
                .setDomain("org.example")
                .setModelVersion(3)
                .setDocString("doc")
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("com.acme").setVersion(1))
                .addMetadataProps(entry("b", "1"))
                .addMetadataProps(entry("a", "2"))
                .addFunctions(FunctionProto.newBuilder()
                        .setName("f")
                        .setDomain("com.acme")
                        .addNode(Protos.node("Relu", "a", "b"))
                        .setUnknownFields(Protos.unknown(99, "function")))
                .setUnknownFields(Protos.unknown(20, "training"))
                .build();
        Model model = ModelCodec.decode(proto, ExternalData.none());
        assertThat(model.opsets()).containsEntry("", 13L).containsEntry("com.acme", 1L);
        assertThat(model.info().producerName()).isEqualTo("tool");
        assertThat(model.info().metadata().keySet()).containsExactly("b", "a");
        assertThat(model.functions()).hasSize(1);
        assertThat(ModelCodec.encode(model)).isEqualTo(proto);
    }

    @Test
    void metadataThatIsNoUtf8KeepsItsBytes() {
        ByteString gbk = ByteString.copyFrom(new byte[] {(byte) 0xc3, (byte) 0xa8});
        ByteString broken = ByteString.copyFrom(new byte[] {(byte) 0xff, 'x'});
        ModelProto proto = Protos.model(Protos.graph())
                .setDocStringBytes(broken)
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("names").setValueBytes(gbk))
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("more").setValueBytes(broken))
                .build();
        Model model = ModelCodec.decode(proto, ExternalData.none());
        assertThat(ModelCodec.encode(model).toByteString()).isEqualTo(proto.toByteString());
    }

    @Test
    void theStandardDomainHasOneName() {
        ModelProto.Builder proto = Protos.model(Protos.graph())
                .clearOpsetImport()
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx").setVersion(11));
        assertThat(ModelCodec.decode(proto.build(), ExternalData.none()).opset())
                .isEqualTo(11);
        proto.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11));
        assertThat(ModelCodec.decode(proto.build(), ExternalData.none()).opset())
                .isEqualTo(11);
        refused(
                proto.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(12)),
                "operator set '' in version 11 and in version 12");
    }

    @Test
    void contradictionsAreRefused() {
        refused(ModelProto.newBuilder().setIrVersion(8), "it holds no graph");
        refused(
                Protos.model(Protos.graph()).addMetadataProps(entry("k", "1")).addMetadataProps(entry("k", "2")),
                "the key 'k' twice");
    }

    @Test
    void formatVersionsBefore4ListInitializersAmongTheInputs() {
        Model model = ModelCodec.decode(
                Protos.model(Protos.graph().addInput(Protos.value("w", 1)).addInitializer(Protos.tensor("w", 4, 1)))
                        .setIrVersion(3)
                        .build(),
                ExternalData.none());
        assertThat(ModelCodec.encode(model).getGraph().getInputCount()).isEqualTo(2);
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static void refused(ModelProto.Builder proto, String message) {
        assertThatThrownBy(() -> ModelCodec.decode(proto.build(), ExternalData.none()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(message);
    }
}
