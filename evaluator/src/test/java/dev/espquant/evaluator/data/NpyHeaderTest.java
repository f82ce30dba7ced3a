package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsAllVersions(int version) {
        NpyHeader header = parse(Npy.file(version, Npy.dictionary("<f4", "(2, 3)"), new byte[24]));

        assertThat(header.type()).isEqualTo(NpyType.FLOAT32);
        assertThat(header.sizes().toArray()).containsExactly(2, 3);
        assertThat(header.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.elementCount()).isEqualTo(6);
    }

    @Test
    void readsScalarsEmptyArraysAndPythonTwoSizes() {
        assertThat(parse(Npy.file(1, Npy.dictionary("|u1", "()"), (byte) 1)).elementCount())
                .isEqualTo(1);
        assertThat(parse(Npy.file(1, Npy.dictionary("|b1", "(0, 7)"))).elementCount())
                .isZero();
        assertThat(parse(Npy.file(1, Npy.dictionary(">i2", "(2L,)"), new byte[4]))
                        .order())
                .isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'descr': '<f4', 'fortran_order': False}; 'shape'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}; twice",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}; 'more' is unknown",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}; NumPy type '<c8'",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}; NumPy type '|O'",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}; records",
                "{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}; True or False",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}; comma",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}; from 0 to 10^18",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}; from 0 to 10^18",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999)}; no file can hold",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}; cut off",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}; more than one array",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1; nothing may follow",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2, 3)}; ascontiguousarray",
                "__import__('os'); '{' is expected",
                "{'descr': '<f4; quoted text"
            })
    void refusesOtherHeaders(String dictionary, String reason) {
        assertThatThrownBy(() -> parse(Npy.file(1, dictionary, new byte[4])))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith("data.npy: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("Fix: ");
    }

    @Test
    void fortranOrderOfOneDimensionIsNoDifference() {
        String dictionary = "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 3)}";

        assertThat(parse(Npy.file(1, dictionary, new byte[12])).elementCount()).isEqualTo(3);
    }

    @Test
    void refusesHeadersThatClaimTooMuch() {
        byte[] file = Npy.file(2, Npy.dictionary("<f4", "(1,)"), new byte[1 << 17]);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 1 << 16);

        assertThatThrownBy(() -> NpyHeader.parse(ByteBuffer.wrap(file, 0, NpyHeader.LIMIT), file.length, "data.npy"))
                .hasMessageContaining("claims 65536 bytes");
    }

    @Property(seed = "2026")
    void damageNeverGivesAnotherError(@ForAll @IntRange(min = 0, max = 80) int at, @ForAll byte value) {
        byte[] file = Npy.file(1, Npy.dictionary("<f4", "(1, 1)"), new byte[4]);
        file[Math.min(at, file.length - 1)] = value;
        try {
            assertThat(parse(file).elementCount()).isBetween(0L, 4L);
        } catch (GraphException e) {
            assertThat(e).hasMessageStartingWith("data.npy: ");
        }
    }

    @Property(seed = "2026")
    void truncationGivesAClearError(@ForAll @IntRange(min = 0, max = 75) int length) {
        byte[] file = Npy.file(1, Npy.dictionary("<f4", "(1, 1)"), new byte[4]);
        byte[] part = java.util.Arrays.copyOf(file, Math.min(length, file.length - 1));

        assertThatThrownBy(() -> parse(part)).isInstanceOf(GraphException.class);
    }

    private static NpyHeader parse(byte[] file) {
        return NpyHeader.parse(ByteBuffer.wrap(file), file.length, "data.npy");
    }
}
