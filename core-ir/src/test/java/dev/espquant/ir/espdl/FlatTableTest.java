package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FlatTableTest {
    private static final Field ZERO = new Field(0, "zero");
    private static final Field ONE = new Field(1, "one");
    private static final Field FAR = new Field(9, "far");

    @Test
    void absentFieldsHaveTheirDefault() {
        FlatTable table = EspdlModels.table(w -> w.begin(2).end());
        assertThat(table.has(ZERO)).isFalse();
        assertThat(table.int8(ZERO)).isZero();
        assertThat(table.int32(ZERO)).isZero();
        assertThat(table.int64(FAR)).isZero();
        assertThat(table.float32(ZERO)).isZero();
        assertThat(table.text(ZERO)).isEmpty();
        assertThat(table.table(ZERO)).isEmpty();
        assertThat(table.tables(ZERO)).isEmpty();
        assertThat(table.texts(ZERO)).isEmpty();
        assertThat(table.longs(ZERO)).isEmpty();
        assertThat(table.floats(ZERO)).isEmpty();
        assertThat(table.bytes(ZERO)).isEmpty();
        assertThat(table.blocks(ZERO, 16).hasRemaining()).isFalse();
    }

    @Test
    void vectorsAreReadAsTheyWereWritten() {
        FlatTable table = EspdlModels.table(w -> {
            int longs = w.longs(new long[] {Long.MIN_VALUE, -1, 7});
            int floats = w.floats(List.of(-0f, 2.5f));
            int texts = w.texts(List.of("a", "", "a"));
            int blocks = w.blocks(ByteBuffer.wrap(new byte[] {1, 2, 3}), 1);
            return w.begin(4)
                    .offset(ZERO, longs)
                    .offset(ONE, floats)
                    .offset(new Field(2, "two"), texts)
                    .offset(new Field(3, "three"), blocks)
                    .end();
        });
        assertThat(table.longs(ZERO)).containsExactly(Long.MIN_VALUE, -1, 7);
        assertThat(table.floats(ONE)).containsExactly(-0f, 2.5f);
        assertThat(table.texts(new Field(2, "two"))).containsExactly("a", "", "a");
        byte[] block = new byte[16];
        table.blocks(new Field(3, "three"), 16).get(block);
        assertThat(block).startsWith(1, 2, 3, 0).endsWith(0);
    }

    @Test
    void fieldsThatNobodyKnowsAreRefused() {
        FlatTable table = EspdlModels.table(w -> w.begin(10).int32(FAR, 5).end());
        table.requireAtMost(10);
        thrownBy(() -> table.requireAtMost(9)).hasMessageContaining("field 9, of which this version knows nothing");
        thrownBy(() -> table.requireAbsent(FAR)).hasMessageContaining("it has a field 'far'");
    }

    @Test
    void emptyVectorsHoldNothing() {
        FlatTable table = EspdlModels.table(w -> {
            int none = w.texts(List.of());
            int some = w.texts(List.of("x"));
            return w.begin(2).offset(ZERO, none).offset(ONE, some).end();
        });
        table.requireEmpty(ZERO);
        thrownBy(() -> table.requireEmpty(ONE)).hasMessageContaining("it has a field 'one'");
    }

    @Test
    void brokenVtablesAreRefused() {
        thrownBy(() -> root(4, 8, 4, 0)).hasMessageContaining("beyond the end");
        thrownBy(() -> root(4, -16, 4, 4)).hasMessageContaining("beyond the end");
        thrownBy(() -> root(8, 3, 4, 4)).hasMessageContaining("not a multiple of 2");
        thrownBy(() -> root(8, 4, 2, 4)).hasMessageContaining("its table of fields is broken");
        thrownBy(() -> root(8, 4, 4, 2)).hasMessageContaining("its table of fields is broken");
        thrownBy(() -> root(8, 4, 400, 4)).hasMessageContaining("beyond the end");
        thrownBy(() -> root(8, 4, 4, 400)).hasMessageContaining("beyond the end");
    }

    @Test
    void fieldsOutsideOfTheirTableAreRefused() {
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, 12)
                .putShort(4, (short) 6)
                .putShort(6, (short) 8)
                .putShort(8, (short) 6)
                .putInt(12, 8);
        FlatTable table = new FlatBytes(bytes).root();
        thrownBy(() -> table.int32(ZERO)).hasMessageContaining("zero: it lies outside of its table");
        bytes.putShort(8, (short) 2);
        thrownBy(() -> table.int8(ZERO)).hasMessageContaining("outside");
        bytes.putShort(8, (short) 5);
        thrownBy(() -> table.text(ZERO)).hasMessageContaining("outside");
    }

    /** A buffer whose table stands at a position, with its vtable so far before it, of these two lengths. */
    private static FlatTable root(int table, int back, int vtableLength, int tableLength) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        if (table - back > 0 && table - back + 4 <= 16) {
            bytes.putShort(table - back, (short) vtableLength).putShort(table - back + 2, (short) tableLength);
        }
        bytes.putInt(0, table).putInt(table, back);
        return new FlatBytes(bytes).root();
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(GraphException.class);
    }
}
