package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpaqueTest {
    @Test
    void isImmutable() {
        byte[] bytes = {1, 2};
        Opaque opaque = Opaque.of(bytes);
        bytes[0] = 9;
        opaque.toByteArray()[1] = 9;
        assertThat(opaque.toByteArray()).containsExactly(1, 2);
    }

    @Test
    void equalityIsThatOfTheBytes() {
        assertThat(Opaque.of(new byte[] {1})).isEqualTo(Opaque.of(new byte[] {1}));
        assertThat(Opaque.of(new byte[] {1})).hasSameHashCodeAs(Opaque.of(new byte[] {1}));
        assertThat(Opaque.of(new byte[] {1})).isNotEqualTo(Opaque.of(new byte[] {2}));
        assertThat(Opaque.of(new byte[0])).isEqualTo(Opaque.empty());
        assertThat(Opaque.empty().isEmpty()).isTrue();
    }

    @Test
    void printsFewBytesOnly() {
        assertThat(Opaque.of(new byte[] {0x0a, (byte) 0xff})).hasToString("0aff");
        assertThat(Opaque.of(new byte[100])).hasToString("100 bytes");
    }
}
