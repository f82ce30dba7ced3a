package dev.espquant.exporter.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CppNameTest {
    @Test
    void cleansAsEspressifsToolDoes() {
        assertThat(CppName.clean("StatefulPartitionedCall/sequential/conv2d/BiasAdd__6:0"))
                .isEqualTo("statefulpartitionedcall_sequential_conv2d_biasadd__6_0");
        assertThat(CppName.clean("3x3 Conv")).isEqualTo("_3x3_conv");
        assertThat(CppName.clean("")).isEqualTo("_");
    }

    @Test
    void keepsOnlyAsciiWordCharacters() {
        assertThat(CppName.clean("Größe\u0000\n*/")).isEqualTo("gr__e____");
        assertThat(CppName.clean("\uD83D\uDE00")).isEqualTo("_");
    }

    @Test
    void avoidsReservedWords() {
        assertThat(CppName.usable("Class")).isEqualTo("class_");
        assertThat(CppName.usable("conv")).isEqualTo("conv");
    }

    @Test
    void knowsIdentifiers() {
        assertThat(CppName.isIdentifier("Mnist_2")).isTrue();
        assertThat(CppName.isIdentifier("2mnist")).isFalse();
        assertThat(CppName.isIdentifier("int")).isFalse();
        assertThat(CppName.isIdentifier("my-model")).isFalse();
        assertThat(CppName.isIdentifier("")).isFalse();
        assertThat(CppName.isIdentifier("modèle")).isFalse();
    }

    @Property(seed = "2026")
    void makesAnIdentifierOfAnything(@ForAll String text) {
        assertThat(CppName.usable(text)).matches("[a-z_][a-z0-9_]*");
        assertThat(CppName.isIdentifier(CppName.usable(text))).isTrue();
    }
}
