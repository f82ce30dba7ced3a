package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void floatsKeepTheirBits() {
        float payload = Float.intBitsToFloat(0x7fc12345);
        Tensor tensor = Tensor.ofFloats(new long[] {2, 2}, 1.5f, -0f, payload, Float.MIN_VALUE);
        assertThat(tensor.type()).isEqualTo(DataType.FLOAT);
        assertThat(tensor.toFloats()).containsExactly(1.5f, -0f, payload, Float.MIN_VALUE);
        assertThat(Float.floatToRawIntBits(tensor.toFloats()[2])).isEqualTo(0x7fc12345);
        assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(tensor.bytes().getInt(8)).isEqualTo(0x7fc12345);
    }

    @Test
    void describesItself() {
        Tensor tensor = Tensor.ofLongs(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        assertThat(tensor).hasToString("int64[2, 3]");
        assertThat(tensor.rank()).isEqualTo(2);
        assertThat(tensor.size(-1)).isEqualTo(3);
        assertThat(tensor.elementCount()).isEqualTo(6);
        assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(Tensor.vector(7, 8).sizes()).containsExactly(2);
    }

    @Test
    void nobodyCanChangeIt() {
        long[] sizes = {2};
        Tensor tensor = Tensor.ofFloats(sizes, 1, 2);
        sizes[0] = 9;
        tensor.sizes()[0] = 9;
        tensor.toFloats()[0] = 9;
        assertThat(tensor.sizes()).containsExactly(2);
        assertThat(tensor.toFloats()).containsExactly(1, 2);
        assertThatThrownBy(() -> tensor.bytes().put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
        tensor.bytes().getFloat();
        assertThat(tensor.bytes().remaining()).isEqualTo(8);
    }

    @Test
    void equalityIsTypeSizesAndBytes() {
        Tensor tensor = Tensor.ofFloats(new long[] {2}, 1, 0f);
        assertThat(tensor).isEqualTo(Tensor.ofFloats(new long[] {2}, 1, 0f));
        assertThat(tensor).hasSameHashCodeAs(Tensor.ofFloats(new long[] {2}, 1, 0f));
        assertThat(tensor).isNotEqualTo(Tensor.ofFloats(new long[] {2}, 1, -0f));
        assertThat(tensor).isNotEqualTo(tensor.reshaped(1, 2));
        assertThat(tensor).isNotEqualTo(Tensor.ofBytes(DataType.INT32, new long[] {2}, tensor.bytes()));
    }

    @Test
    void aSliceOfALargerBufferIsEnough() {
        ByteBuffer file = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(3, 42).position(3).limit(7);
        Tensor tensor = Tensor.ofBytes(DataType.INT32, new long[0], file);
        assertThat(tensor.toLongs()).containsExactly(42);
        assertThat(file.position()).isEqualTo(3);
    }

    @Test
    void bytesMustBeAsManyAsTheShapeAsksFor() {
        assertThatThrownBy(() -> Tensor.ofBytes(DataType.FLOAT, new long[] {3}, ByteBuffer.allocate(8)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("12 bytes, found 8");
        assertThatThrownBy(() -> Tensor.ofFloats(new long[] {3}, 1, 2)).isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> Tensor.ofStrings(new long[] {1}, List.of())).isInstanceOf(GraphException.class);
    }

    @Test
    void impossibleShapesAreRefusedBeforeAnythingIsAllocated() {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        for (long[] sizes : List.of(
                new long[] {-1}, new long[] {1L << 40}, new long[] {1L << 40, 1L << 40}, new long[] {Long.MAX_VALUE})) {
            assertThatThrownBy(() -> Tensor.ofBytes(DataType.FLOAT, sizes, nothing))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("no tensor can have the shape");
        }
    }

    @Test
    void emptyTensorsAreLegal() {
        Tensor empty = Tensor.ofFloats(new long[] {2, 0, 3});
        assertThat(empty.elementCount()).isZero();
        assertThat(empty.toFloats()).isEmpty();
    }

    @Test
    void reshapesWithoutChangingElements() {
        Tensor tensor = Tensor.ofFloats(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        assertThat(tensor.reshaped(3, 2).toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> tensor.reshaped(4)).isInstanceOf(GraphException.class);
        Tensor strings = Tensor.ofStrings(new long[] {2}, List.of(ByteText.of("a"), ByteText.of("b")));
        assertThat(strings.reshaped(2, 1).strings()).extracting(ByteText::text).containsExactly("a", "b");
    }

    @Test
    void readingAsTheWrongTypeIsAnError() {
        assertThatThrownBy(() -> Tensor.vector(1).toFloats())
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("expected a tensor of float elements, found int64[1]");
        assertThatThrownBy(() -> Tensor.ofFloats(new long[0], 1).toLongs()).isInstanceOf(GraphException.class);
    }
}
