package dev.espquant.exporter.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CppArrayTest {
    @Test
    void alignsInSixColumns() {
        assertThat(CppArray.elements(1, -128, -32768)).isEqualTo("             1,   -128, -32768");
    }

    @Test
    void breaksAfter512() {
        String[] lines = CppArray.elements(IntStream.range(0, 1025).toArray()).split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).endsWith("   511,");
        assertThat(lines[1]).startsWith("           512, ").endsWith("  1023,");
        assertThat(lines[2]).isEqualTo("          1024");
    }

    @Test
    void anEmptyArrayIsAnIndent() {
        assertThat(CppArray.elements()).isEqualTo("        ");
    }
}
