package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizedFrontEndTest {
    private static final Kernels KERNELS = Kernels.load(Runtime.ESP_DL_1);

    private static QuantizedGraph quantized(QuantizationScheme scheme) {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 2, 2)
                .initializer("w", Graphs.ramp(2, 3, 1, 1))
                .node("Conv", "x w", "c")
                .node("Sub", "c c", "y")
                .output("y")
                .build();
        ImmutableMap.Builder<String, TableEntry> table = ImmutableMap.builder();
        model.graph().valueNames().forEach(name -> table.put(name, TableEntry.of(-6)));
        QuantizationTable entries = new QuantizationTable("", scheme, "", 0, ImmutableList.of(), table.buildOrThrow());
        return Quantizer.quantize(model, entries, Targets.load().get("esp32s3"), Runtime.ESP_DL_1);
    }

    private static QuantizedFrontEnd of(QuantizationScheme scheme) {
        QuantizedGraph quantized = quantized(scheme);
        return QuantizedFrontEnd.of(quantized, quantized.graph(), KERNELS);
    }

    @Test
    void tellsTheGraph() {
        QuantizedFrontEnd frontEnd = of(QuantizationScheme.INT8_PER_TENSOR);
        assertThat(frontEnd.inputs()).containsExactly("x");
        assertThat(frontEnd.nodes()).extracting(Node::opType).containsExactly("Conv", "Sub");
        assertThat(frontEnd.readers("x")).extracting(Node::opType).containsExactly("Conv");
        assertThat(frontEnd.isOutput("y")).isTrue();
        assertThat(frontEnd.isOutput("c")).isFalse();
    }

    @Test
    void valuesLieInTheirWidthAndInTheOrderAsked() {
        assertThat(of(QuantizationScheme.INT8_PER_TENSOR).storage("c")).isEqualTo(Storage.BYTES);
        QuantizedFrontEnd wide = of(QuantizationScheme.INT16_PER_TENSOR);
        assertThat(wide.storage("c")).isEqualTo(Storage.SHORTS);
        assertThat(wide.layout("x", true)).isEqualTo(new Layout(1, 3, 4));
        assertThat(wide.layout("x", false)).isEqualTo(new Layout(1, 1, 12));
        assertThatThrownBy(() -> wide.layout("nothing", false))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'nothing'")
                .hasMessageContaining("shape");
    }

    @Test
    void layersAreDescribed() {
        QuantizedFrontEnd frontEnd = of(QuantizationScheme.INT8_PER_TENSOR);
        assertThat(frontEnd.describe(frontEnd.nodes().get(0)).orElseThrow())
                .isInstanceOf(EngineOperator.Weighted.class);
    }

    @Test
    void theReferenceHasNoWordsOfTheEngineAndPlainIntegers() {
        QuantizedGraph quantized = quantized(QuantizationScheme.INT8_PER_TENSOR);
        QuantizedFrontEnd frontEnd = QuantizedFrontEnd.reference(quantized, quantized.graph(), KERNELS);
        assertThat(frontEnd.nodes())
                .allSatisfy(node -> assertThat(frontEnd.describe(node)).isEmpty());
        assertThat(frontEnd.storage("c")).isEqualTo(Storage.INTS);
    }

    /** Constants are no inputs of the fallback; a value that is read twice is given twice. */
    @Test
    void theFallbackReadsWhatIsComputed() {
        QuantizedFrontEnd frontEnd = of(QuantizationScheme.INT8_PER_TENSOR);
        assertThat(frontEnd.fallback(frontEnd.nodes().get(0)).reads()).containsExactly("x");
        Fallback difference = frontEnd.fallback(frontEnd.nodes().get(1));
        assertThat(difference.reads()).containsExactly("c", "c");
        QuantizedBuffer c = QuantizedBuffer.of(BitWidth.INT8, 9, 8, 7, 6, 5, 4, 3, 2);
        QuantizedBuffer other = QuantizedBuffer.of(BitWidth.INT8, 1, 1, 1, 1, 1, 1, 1, 1);
        QuantizedBuffer y = QuantizedBuffer.of(new byte[8]);
        difference.kernel().run(List.of(c, other), List.of(y), 1, new Scratch());
        assertThat(y.bytes()).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
    }
}
