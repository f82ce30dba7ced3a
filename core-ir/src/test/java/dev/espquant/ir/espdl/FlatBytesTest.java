package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FlatBytesTest {
    private final ByteBuffer buffer = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    private final FlatBytes bytes = new FlatBytes(buffer);

    @Test
    void textsAreUtf8WithAZeroBehind() {
        buffer.putInt(0, 4).putInt(4, 2).put(8, new byte[] {(byte) 0xc3, (byte) 0xa4});
        assertThat(bytes.text(0, Place.MODEL)).isEqualTo("ä");
    }

    @Test
    void otherTextsAreRefused() {
        buffer.putInt(0, 4).putInt(4, 2).put(8, new byte[] {(byte) 0xc3, 'x'});
        thrownBy(() -> bytes.text(0, Place.MODEL)).hasMessageContaining("model: it is not UTF-8 text");
        buffer.put(10, (byte) 1);
        thrownBy(() -> bytes.text(0, Place.MODEL)).hasMessageContaining("does not end with a zero byte");
        buffer.putInt(4, 24);
        thrownBy(() -> bytes.text(0, Place.MODEL)).hasMessageContaining("beyond the end");
    }

    @Test
    void vectorsLieInsideAndAreAligned() {
        buffer.putInt(0, 4).putInt(4, 3);
        assertThat(bytes.vector(0, 8, Place.MODEL)).isEqualTo(new FlatBytes.Span(8, 3));
        buffer.putInt(4, 4);
        thrownBy(() -> bytes.vector(0, 8, Place.MODEL)).hasMessageContaining("beyond the end");
        buffer.putInt(4, -1);
        thrownBy(() -> bytes.vector(0, 8, Place.MODEL)).hasMessageContaining("beyond the end");
        buffer.putInt(0, 8).putInt(8, 1);
        thrownBy(() -> bytes.vector(0, 8, Place.MODEL)).hasMessageContaining("byte 12, which is not a multiple of 8");
    }

    @Test
    void offsetsLeadInsideAndAreAligned() {
        buffer.putInt(0, 6);
        thrownBy(() -> bytes.target(0, Place.MODEL)).hasMessageContaining("not a multiple of 4");
        buffer.putInt(0, -4);
        thrownBy(() -> bytes.target(0, Place.MODEL)).hasMessageContaining("beyond the end");
        thrownBy(() -> bytes.target(30, Place.MODEL)).hasMessageContaining("beyond the end");
    }

    @Test
    void partsArePaidForOnce() {
        bytes.spend(4 * 32 + 1024, Place.MODEL);
        thrownBy(() -> bytes.spend(1, Place.MODEL)).hasMessageContaining("more than the file can hold");
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(GraphException.class);
    }
}
