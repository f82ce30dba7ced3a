package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EspdlSizesTest {
    @Test
    void constants_activations_and_tests_are_counted() {
        EspdlSizes sizes = EspdlSizes.of(EspdlFiles.gemm("NHWC", 1, 2).graph());
        assertThat(sizes).isEqualTo(new EspdlSizes(16, 3, 3, 32));
    }
}
