package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class ExecutionProvidersTest {
    @Test
    void thereIsAlwaysTheCpu() throws OrtException {
        assertThat(ExecutionProviders.available()).contains("CPU");
        try (SessionOptions options = new SessionOptions()) {
            assertThatCode(() -> ExecutionProviders.use("cpu", options)).doesNotThrowAnyException();
            assertThatCode(() -> ExecutionProviders.use("CPUExecutionProvider", options))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void listsWhatThereIs() throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            assertThatThrownBy(() -> ExecutionProviders.use("Abacus", options))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("'Abacus'")
                    .hasMessageContaining("CPU");
        }
    }
}
