package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Dimension;
import org.junit.jupiter.api.Test;

class SymbolBindingTest {
    @Test
    void symbolsAreReplacedAlsoInsideProducts() {
        SymbolBinding binding = new SymbolBinding();
        assertThat(binding.bind("N", Dimension.of(5))).isTrue();
        assertThat(binding.apply(parse("float[N,8*N,M*N,M,?]"))).isEqualTo(parse("float[5,40,5*M,M,?]"));
    }

    @Test
    void aSymbolHasOneValue() {
        SymbolBinding binding = new SymbolBinding();
        binding.bind("N", Dimension.of(5));
        assertThat(binding.bind("N", Dimension.of(5))).isTrue();
        assertThat(binding.bind("N", Dimension.of(6))).isFalse();
    }

    @Test
    void symbolsCanBeRenamed() {
        SymbolBinding binding = new SymbolBinding();
        binding.bind("unk__9", Dimension.named("N"));
        assertThat(binding.apply(parse("float[unk__9,3]"))).isEqualTo(parse("float[N,3]"));
    }
}
