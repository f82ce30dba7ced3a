package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    @Test
    void ratiosAreOverFloat() {
        BenchReport report = new BenchReport(
                "m.onnx", 2, ImmutableMap.of("ort_fp32", 100.0, "ort_qdq_int8", 50.0, "int8", 150.0, "int16", 40.0));

        assertThat(report.json())
                .containsEntry("threads", 2)
                .containsEntry("ratios", ImmutableMap.of("int8", 1.5, "int16", 0.4));
    }
}
