package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.onnx.schema.NodeProto;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    @Test
    void survive() {
        NodeProto rest = NodeProto.newBuilder()
                .setUnknownFields(Protos.unknown(99, "new"))
                .build();
        assertThat(Leftovers.parse(NodeProto.parser(), Leftovers.of(rest))).isEqualTo(rest);
        assertThat(Leftovers.isEmpty(rest)).isFalse();
        assertThat(Leftovers.isEmpty(NodeProto.getDefaultInstance())).isTrue();
        assertThat(Leftovers.of(NodeProto.getDefaultInstance())).isEqualTo(Opaque.empty());
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        assertThatThrownBy(() -> Leftovers.parse(NodeProto.parser(), Opaque.of(new byte[] {0x0a, 0x7f})))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("not serialized protobuf");
    }
}
