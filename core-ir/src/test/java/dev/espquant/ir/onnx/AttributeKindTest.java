package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.onnx.schema.AttributeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttributeKindTest {
    @ParameterizedTest
    @EnumSource
    void codesAndFieldsAreThoseOfOnnx(AttributeKind kind) {
        assertThat(AttributeKind.ofCode(kind.code())).contains(kind);
        assertThat(AttributeProto.getDescriptor().findFieldByName(kind.field())).isNotNull();
    }

    @Test
    void codesHaveNoGaps() {
        assertThat(AttributeKind.values())
                .extracting(AttributeKind::code)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void findsTheValuesThatAreThere() {
        assertThat(AttributeKind.ofCode(0)).isEmpty();
        assertThat(AttributeKind.ofCode(11)).isEmpty();
        assertThat(AttributeKind.present(AttributeProto.getDefaultInstance())).isEmpty();
        assertThat(AttributeKind.present(
                        AttributeProto.newBuilder().setI(0).addFloats(1).build()))
                .containsExactly(AttributeKind.INT, AttributeKind.FLOATS);
    }
}
