package dev.espquant.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportRequestTest {
    @Test
    void namesFiles() {
        assertThat(ExportRequest.of(Path.of("out"), "mnist").file(".cpp")).isEqualTo(Path.of("out", "mnist.cpp"));
    }

    @Test
    void refusesNamesThatAreNoNamespace() {
        assertThatThrownBy(() -> ExportRequest.of(Path.of("out"), "../my-model"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'../my-model'")
                .hasMessageContaining("'___my_model'");
        assertThatThrownBy(() -> ExportRequest.of(Path.of("out"), "class")).hasMessageContaining("'class_'");
    }

    @Test
    void refusesUnknownOptions() {
        ExportRequest request = ExportRequest.of(Path.of("out"), "m").withOptions(Map.of("stile", "x"));
        assertThatThrownBy(() -> request.allowOptions("model", "style")).hasMessageContaining("did you mean 'style'");
        assertThatThrownBy(() -> request.allowOptions("model")).hasMessageContaining("leave it out");
        request.allowOptions("model", "stile");
    }

    @Test
    void carriesGoldenRunAndPixels() {
        ExportRequest request = ExportRequest.of(Path.of("out"), "m")
                .withGolden(new GoldenRun(ImmutableMap.of(), ImmutableMap.of()))
                .withPixels(new PixelScaling(0, 255));
        assertThat(request.golden()).isPresent();
        assertThat(request.pixels()).contains(new PixelScaling(0, 255));
    }
}
