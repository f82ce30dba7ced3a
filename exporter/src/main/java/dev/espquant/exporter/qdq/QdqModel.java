package dev.espquant.exporter.qdq;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.ModelInfo;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * A quantized graph as standard ONNX. Every input and every node's output passes through QuantizeLinear and DequantizeLinear; weights, biases and
 * constant operands are stored as integers behind a DequantizeLinear. Scales are powers of two, zero points are 0; activations and weights are int8
 * (or int16), biases int32.
 *
 * <p>Inputs and outputs keep their names and are real numbers. A value of the model keeps its name too: it stands for what comes
 * out of the DequantizeLinear.
 */
public final class QdqModel {
    /** The first operator set with integers per channel. */
    private static final long OPSET_INT8 = 13;

    /** The first operator set whose QuantizeLinear knows int16, and the version of the file format that goes with it. */
    private static final long OPSET_INT16 = 21;

    private static final long IR_VERSION = 8;
    private static final long IR_VERSION_INT16 = 10;

    private final QuantizedGraph quantized;
    private final Graph graph;
    private final QdqNodes nodes;
    private final QdqConstants constants;
    private final ImmutableSet<String> inputs;

    private QdqModel(QuantizedGraph quantized, Graph graph) {
        this.quantized = quantized;
        this.graph = graph;
        this.nodes = new QdqNodes(graph);
        this.constants = new QdqConstants(quantized, nodes);
        this.inputs = graph.inputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
    }

    /**
     * The model.
     *
     * @throws dev.espquant.ir.GraphException if a node cannot be expressed in the operator set that this takes
     */
    public static Model of(QuantizedGraph quantized) {
        boolean wide = quantized.scheme().bits() == BitWidth.INT16;
        Model source = quantized.model();
        long opset = Math.max(source.opset(), wide ? OPSET_INT16 : OPSET_INT8);
        Graph graph = new QdqModel(quantized, OpsetUpgrade.upgrade(source)).build();
        ModelInfo old = source.info();
        ModelInfo info = new ModelInfo(
                Math.max(old.irVersion(), wide ? IR_VERSION_INT16 : IR_VERSION),
                old.producerName(),
                old.producerVersion(),
                old.domain(),
                old.modelVersion(),
                old.docString(),
                old.metadata());
        return new Model(graph, ImmutableMap.of("", opset), info, ImmutableList.of(), Opaque.empty());
    }

    private Graph build() {
        for (ValueInfo input : graph.inputs()) {
            nodes.roundTrip(input.name(), real(input.name()), quantized.parameters(input.name()));
        }
        graph.nodes().forEach(this::add);
        return nodes.build(graph);
    }

    private void add(Node node) {
        String value = node.output();
        String exact = nodes.names().of(value, "exact");
        List<String> outputs = new ArrayList<>(node.outputs());
        outputs.set(0, exact);
        Node computed = constants
                .layer(node, real(node.inputs().get(0)))
                .orElseGet(() ->
                        node.withInputs(node.inputs().stream().map(this::real).toList()));
        nodes.add(computed.withOutputs(outputs));
        nodes.roundTrip(exact, value, quantized.parameters(value));
    }

    /** What stands for a value's real numbers: a node's output itself; inputs and constants have passed through integers. */
    private String real(String value) {
        if (quantized.constants().containsKey(value)) {
            return constants.dequantized(value);
        }
        return inputs.contains(value) ? nodes.names().of(value, "real") : value;
    }
}
