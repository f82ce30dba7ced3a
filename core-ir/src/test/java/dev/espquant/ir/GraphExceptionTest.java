package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphExceptionTest {
    private static final Node NODE = Node.of("n", "Relu", List.of("x"), List.of("y"));

    @Test
    void saysWhereWhatAndHowToMendIt() {
        GraphException error = GraphException.because("it is wrong")
                .file("m.onnx")
                .node(NODE)
                .part("attribute 'a'")
                .value("v")
                .fix("mend it")
                .build();
        assertThat(error).hasMessage("m.onnx: node 'n' (Relu): attribute 'a': value 'v': it is wrong. Fix: mend it");
        assertThat(error.node()).contains(NODE);
        assertThat(error.fix()).isEqualTo("mend it");
    }

    @Test
    void whoKnowsMoreCanAddIt() {
        Exception cause = new IllegalStateException("why");
        GraphException error =
                GraphException.because("it is wrong").value("v").cause(cause).build();
        GraphException located = error.toBuilder().file("m.onnx").node(NODE).build();
        assertThat(located)
                .hasMessage("m.onnx: node 'n' (Relu): value 'v': it is wrong")
                .hasCause(cause);
    }

    @Test
    void anUnsupportedModelStaysOne() {
        GraphException error = GraphException.because("no such operator").buildUnsupported();
        assertThat(error.toBuilder().file("m.onnx").build())
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessage("m.onnx: no such operator");
    }

    @Test
    void theFileIsNamedOnceAndTheKindStays() {
        GraphException request = GraphException.because("no such input").buildInvalidRequest();
        GraphException told = request.inFile("m.onnx");
        assertThat(told).isInstanceOf(InvalidRequestException.class).hasMessage("m.onnx: no such input");
        assertThat(told.inFile("other.onnx")).isSameAs(told);
    }

    @Test
    void namesFromFilesCannotFloodOrControlATerminal() {
        GraphException error = GraphException.because("wrong")
                .value("\u001b[2J" + "x".repeat(10_000))
                .build();
        assertThat(error.getMessage())
                .hasSizeLessThan(300)
                .doesNotContain("\u001b")
                .contains("?[2Jxxx");
    }
}
