package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteTextTest {
    @Test
    void textIsUtf8() {
        assertThat(ByteText.of("größe").text()).isEqualTo("größe");
        assertThat(ByteText.of("größe")).hasToString("größe");
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] bytes = {(byte) 0xff, 0, 'a'};
        ByteText text = ByteText.of(bytes);
        bytes[2] = 'b';
        assertThat(text.bytes().toByteArray()).containsExactly(0xff, 0, 'a');
        assertThat(text.text()).isEqualTo("\ufffd\0a");
        assertThat(text).isNotEqualTo(ByteText.of(text.text()));
    }
}
