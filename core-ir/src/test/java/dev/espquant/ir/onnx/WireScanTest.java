package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.schema.AttributeProto;
import dev.espquant.ir.onnx.schema.ModelProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class WireScanTest {
    @Test
    void countsWhatParsingWouldCreate() {
        ByteString model = Protos.model(Protos.graph(Protos.node("Relu", "x", "y")))
                .build()
                .toByteString();
        assertThatCode(() -> check(model, 1000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(model, 10))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("more than 10 parts")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void numbersInListsAreNotParts() {
        AttributeProto ints = Protos.attribute("a", AttributeKind.INTS)
                .addAllInts(Collections.nCopies(10_000, 1L))
                .build();
        assertThatCode(() -> WireScan.check(ints.toByteString(), AttributeProto.getDescriptor(), 100))
                .doesNotThrowAnyException();
        TensorProto floats = TensorProto.newBuilder()
                .addAllFloatData(Collections.nCopies(10_000, 1f))
                .build();
        assertThatCode(() -> WireScan.check(floats.toByteString(), TensorProto.getDescriptor(), 100))
                .doesNotThrowAnyException();
    }

    @Test
    void unknownFieldsAreParts() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < 1000; i++) {
            out.writeInt64(1000 + i, i);
        }
        out.flush();
        assertThatThrownBy(() -> check(ByteString.copyFrom(bytes.toByteArray()), 999))
                .isInstanceOf(GraphException.class);
    }

    @Test
    void namesAreText() {
        ByteString broken = ByteString.copyFrom(new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> check(
                        Protos.model(Protos.graph(Protos.node("Relu", "x", "y").setNameBytes(broken)))
                                .build()
                                .toByteString(),
                        1000))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("field 'name' of a NodeProto is not UTF-8");
        assertThatCode(() -> check(
                        Protos.model(Protos.graph().setDocStringBytes(broken))
                                .build()
                                .toByteString(),
                        1000))
                .doesNotThrowAnyException();
    }

    @Test
    void groupsThatEndWithoutBeginningAreDamage() {
        assertThatThrownBy(() -> check(ByteString.copyFrom(new byte[] {0x0c}), 1000))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> check(ByteString.copyFrom(new byte[] {0x3a, 0x01, 0x0c}), 1000))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static void check(ByteString bytes, long allowed) throws IOException {
        WireScan.check(bytes, ModelProto.getDescriptor(), allowed);
    }
}
