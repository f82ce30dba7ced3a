package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class TensorTableTest {
    private static final Field DIMS = new Field(0, "dims");
    private static final Field DATA_TYPE = new Field(1, "data_type");
    private static final Field RAW_DATA = new Field(8, "raw_data");

    @Test
    void tensorsAreReadAsTheyWereWritten() {
        EspdlTensor tensor =
                new EspdlTensor("w", EspdlModels.int8(3, 17), ImmutableIntArray.of(-1, -2, -3), "layout ==> UNK");
        assertThat(TensorTable.read(EspdlModels.table(w -> TensorTable.write(w, tensor))))
                .isEqualTo(tensor);
    }

    @Test
    void theDataMustBeAsLongAsTheDimensionsAsk() {
        thrownBy(3, 1, 17).hasMessageContaining("a int8 tensor of [17] takes 17 bytes in blocks of 16, found 16");
        thrownBy(3, 2, 16).hasMessageContaining("found 32");
        thrownBy(3, 1, -1).hasMessageContaining("no tensor has the dimensions [-1]");
        thrownBy(3, 1, 1L << 62, 4).hasMessageContaining("no tensor has the dimensions");
        thrownBy(7, 1, 1L << 31).hasMessageContaining("raw_data");
    }

    @Test
    void typesWithoutBytesAreRefused() {
        thrownBy(8, 1, 1).hasMessageContaining("8 is no type of a constant");
        thrownBy(0, 1, 1).hasMessageContaining("0 is no type of a constant");
        EspdlTensor strings = EspdlTensor.of("s", Tensor.ofStrings(new long[] {1}, List.of(ByteText.of("x"))), 0);
        assertThatThrownBy(() -> TensorTable.write(new FlatWriter(), strings))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 's': a constant of type string");
    }

    @Test
    void exponentsPerChannelNeedThatManyChannels() {
        EspdlTensor tensor = new EspdlTensor("w", EspdlModels.int8(2, 5), ImmutableIntArray.of(1, 2, 3), "");
        assertThatThrownBy(() -> TensorTable.read(EspdlModels.table(w -> TensorTable.write(w, tensor))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("3 exponents, but no dimension of int8[2, 5]");
    }

    @Test
    void elementsElsewhereAreRefused() {
        assertThatThrownBy(() -> TensorTable.read(EspdlModels.table(w -> {
                    int longs = w.longs(new long[] {1});
                    return w.begin(14).offset(new Field(5, "int64_data"), longs).end();
                })))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it has a field 'int64_data'");
        assertThatThrownBy(() -> TensorTable.read(EspdlModels.table(w ->
                        w.begin(14).int32(new Field(10, "data_location"), 1).end())))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("lie in another file");
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(int type, int blocks, long... dims) {
        FlatTable table = EspdlModels.table(w -> {
            int data = w.blocks(ByteBuffer.allocate(16 * blocks), blocks);
            int sizes = w.longs(dims);
            return w.begin(14)
                    .offset(DIMS, sizes)
                    .int32(DATA_TYPE, type)
                    .offset(RAW_DATA, data)
                    .end();
        });
        return assertThatThrownBy(() -> TensorTable.read(table)).isInstanceOf(GraphException.class);
    }
}
