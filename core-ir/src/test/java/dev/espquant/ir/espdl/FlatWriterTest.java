package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatWriterTest {
    private static final Field FIRST = new Field(0, "first");

    @Test
    void textsAreStoredOnce() {
        FlatWriter writer = new FlatWriter();
        assertThat(writer.text("abc")).isEqualTo(writer.text("abc")).isNotEqualTo(writer.text("abd"));
        assertThat(writer.optionalText("")).isEqualTo(FlatWriter.ABSENT);
        assertThat(writer.text("")).isNotEqualTo(FlatWriter.ABSENT);
    }

    @Test
    void numbersOfStructuresAreThereEvenIfZero() {
        FlatTable table = EspdlModels.table(w ->
                w.begin(2).struct(FIRST, 0L).struct(new Field(1, "second"), 0f).end());
        assertThat(table.has(FIRST)).isTrue();
        assertThat(table.has(new Field(1, "second"))).isTrue();
    }

    @Test
    void plainZerosAreLeftOut() {
        FlatTable table = EspdlModels.table(w -> w.begin(1).int32(FIRST, 0).end());
        assertThat(table.has(FIRST)).isFalse();
    }

    @Test
    void blocksAreAlignedFromTheStart() {
        for (int shift = 0; shift < 5; shift++) {
            FlatWriter writer = new FlatWriter();
            int vector = writer.blocks(ByteBuffer.wrap(new byte[] {42}), 1);
            int text = writer.text("x".repeat(shift));
            int root = writer.begin(2)
                    .offset(FIRST, vector)
                    .offset(new Field(1, "t"), text)
                    .end();
            ByteBuffer bytes = writer.finish(root).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.limit() % 16).isZero();
            assertThat(new FlatBytes(bytes).root().blocks(FIRST, 16).get(0)).isEqualTo((byte) 42);
        }
    }

    @Test
    void halfCharactersAreRefused() {
        FlatWriter writer = new FlatWriter();
        assertThatThrownBy(() -> writer.texts(List.of("\ud800")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("lone surrogate");
    }
}
