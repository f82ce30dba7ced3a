package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DomainsTest {
    @Test
    void theStandardDomainHasOneName() {
        assertThat(Domains.normalize("ai.onnx")).isEmpty();
        assertThat(Domains.normalize("")).isEmpty();
        assertThat(Domains.normalize("ai.onnx.ml")).isEqualTo("ai.onnx.ml");
    }
}
