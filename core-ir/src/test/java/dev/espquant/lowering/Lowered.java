package dev.espquant.lowering;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.quant.WeightedLayer;
import dev.espquant.target.Runtime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lowers small models of tests: every value has exponent -4 and every weight -7 unless a test says otherwise. */
final class Lowered {
    private final Model model;
    private final Map<String, TableEntry> entries = new LinkedHashMap<>();
    private String family = "s3";

    private Lowered(Model model) {
        this.model = model;
        Graph graph = model.graph();
        graph.inputs().forEach(input -> entries.put(input.name(), TableEntry.of(-4)));
        for (Node node : graph.nodes()) {
            node.outputs().forEach(output -> entries.put(output, TableEntry.of(-4)));
            WeightedLayer.of(graph, node).ifPresent(layer -> entries.put(layer.weightsName(), TableEntry.of(-7)));
        }
    }

    static Lowered of(Model model) {
        return new Lowered(model);
    }

    Lowered with(String tensor, TableEntry entry) {
        entries.put(tensor, entry);
        return this;
    }

    Lowered on(String newFamily) {
        family = newFamily;
        return this;
    }

    LoweredModel lower() {
        QuantizationTable table = new QuantizationTable(
                "", QuantizationScheme.INT8_PER_TENSOR, "", 0, ImmutableList.of(), ImmutableMap.copyOf(entries));
        return Lowering.lower(
                Quantizer.quantize(model, table, RuntimeFacts.target(family), Runtime.ESP_DL_3), ImmutableMap.of());
    }

    EspdlGraph graph() {
        return lower().model().graph();
    }

    List<String> operators() {
        return graph().nodes().stream().map(Node::opType).toList();
    }
}
