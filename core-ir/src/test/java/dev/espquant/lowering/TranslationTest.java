package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslationTest {

    private static Draft translate(Model model) {
        Map<String, TableEntry> entries = new HashMap<>();
        model.graph().inputs().forEach(input -> entries.put(input.name(), TableEntry.of(-4)));
        model.graph().nodes().forEach(node -> node.outputs().forEach(o -> entries.put(o, TableEntry.of(-4))));
        entries.put("w", TableEntry.of(-7));
        QuantizationTable table = new QuantizationTable(
                "", QuantizationScheme.INT8_PER_TENSOR, "", 0, ImmutableList.of(), ImmutableMap.copyOf(entries));
        QuantizedGraph quantized = Quantizer.quantize(model, table, RuntimeFacts.target("c"), Runtime.ESP_DL_3);
        return Translation.of(quantized);
    }

    @Test
    void namesInputsAndOutputsStay() {
        Draft draft = translate(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .initializer("w", Graphs.ramp(2, 3, 1, 1))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "y")
                .output("y")
                .build());
        assertThat(draft.inputs()).containsExactly("x");
        assertThat(draft.outputs()).containsExactly("y");
        assertThat(draft.nodes()).extracting(Node::opType).containsExactly("Conv", "Relu");
        assertThat(draft.nodes()).extracting(Node::output).containsExactly("c", "y");
        assertThat(draft.value("c").layout().isIdentity()).isTrue();
        assertThat(draft.nodes())
                .allSatisfy(
                        node -> assertThat(node.textAttribute("quant_type", "")).isEqualTo("S8"));
        assertThat(draft.constant("w").elements().sizes()).containsExactly(2, 3, 1, 1);
    }

    @Test
    void namesOfOnnxRuntimeBecomeThoseOfTheRuntime() {
        Draft draft = translate(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .initializer("w", Graphs.ramp(4))
                .node("SimplifiedLayerNormalization", "x w", "y")
                .output("y")
                .build());
        assertThat(draft.nodes()).extracting(Node::opType).containsExactly("RMSNormalization");
    }

    @Test
    void anOperatorWithoutAFormIsNamed() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Einsum", "x", "y", "equation", "ij->ij")
                .output("y")
                .build();
        assertThatThrownBy(() -> translate(model))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("Einsum");
    }

    /** What a target's table promises can be written. */
    @Test
    void everyOperatorOfTheTableHasAForm() {
        assertThat(Translation.operators())
                .containsExactlyInAnyOrderElementsOf(
                        EspDl3Operators.table().operators().keySet());
    }
}
