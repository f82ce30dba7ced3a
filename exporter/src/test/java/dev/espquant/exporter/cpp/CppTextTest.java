package dev.espquant.exporter.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CppTextTest {
    @Test
    void escapesLiterals() {
        assertThat(CppText.literal("conv_1")).isEqualTo("\"conv_1\"");
        assertThat(CppText.literal("a\"); system(\"x\\\n??/"))
                .isEqualTo("\"a\\042); system(\\042x\\134\\012\\077\\077/\"");
        assertThat(CppText.literal("ü")).isEqualTo("\"\\303\\274\"");
    }

    @Test
    void keepsCommentsInTheirLine() {
        assertThat(CppText.comment("a\nint x; */ b \\")).isEqualTo("a_int x; *_ b _");
        assertThat(CppText.comment("a\u2028b")).isEqualTo("a_b");
    }

    @Test
    void keepsListingsInTheirLine() {
        assertThat(CppText.line("conv/1:0 ü")).isEqualTo("conv/1:0 ü");
        assertThat(CppText.line("a\nb\u2028")).isEqualTo("a\\u000ab\\u2028");
    }

    @Property(seed = "2026")
    void nothingLeavesALiteral(@ForAll String text) {
        String literal = CppText.literal(text);
        assertThat(literal.substring(1, literal.length() - 1)).matches("([ -~&&[^\"\\\\?]]|\\\\[0-7]{3})*");
    }

    @Property(seed = "2026")
    void nothingLeavesAComment(@ForAll String text) {
        assertThat(CppText.comment(text)).matches("[ -~&&[^\\\\?]]*").doesNotContain("*/");
    }
}
