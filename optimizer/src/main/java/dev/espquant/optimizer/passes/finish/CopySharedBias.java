package dev.espquant.optimizer.passes.finish;

import com.google.auto.service.AutoService;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives layers that share a bias, as one module that is called twice does, one each: the exponent of a quantized bias follows from its layer,
 * and a quantization table has one entry per name. Weights stay shared; their exponents follow from their elements.
 *
 * <pre>
 * x, w, b -> Conv -> y; z, w, b -> Conv -> u        becomes        x, w, b_conv0 -> Conv -> y; z, w, b -> Conv -> u
 * </pre>
 */
@AutoService(GraphPass.class)
public final class CopySharedBias implements GraphPass {
    private static final ImmutableSet<String> LAYERS = ImmutableSet.of("Conv", "ConvTranspose", "Gemm");

    @Override
    public String name() {
        return "copy_shared_bias";
    }

    @Override
    public String summary() {
        return "gives each of several layers that share a bias one of its own";
    }

    @Override
    public Phase phase() {
        return Phase.FINISH;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Set<String> biases = new HashSet<>();
        graph.nodes().forEach(node -> biases.add(bias(graph, node)));
        biases.remove("");
        if (biases.isEmpty()) {
            return graph;
        }
        Multiset<String> readers = readers(graph, biases);
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.initializers());
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            context.step();
            String bias = bias(graph, node);
            if (readers.count(bias) < 2) {
                nodes.add(node);
                continue;
            }
            // The last reader keeps the old one.
            readers.remove(bias);
            String copy = context.freshName(bias + "_" + node.name());
            constants.put(copy, constants.get(bias));
            List<String> inputs = new ArrayList<>(node.inputs());
            inputs.set(2, copy);
            nodes.add(node.withInputs(inputs));
            context.fired(node.name());
        }
        return constants.size() == graph.initializers().size()
                ? graph
                : graph.toBuilder().initializers(constants).nodes(nodes).build();
    }

    /** The constant bias of a layer; an empty name if there is none. */
    private static String bias(Graph graph, Node node) {
        boolean layer = node.domain().isEmpty() && LAYERS.contains(node.opType());
        return layer
                ? node.input(2).filter(b -> graph.initializer(b).isPresent()).orElse("")
                : "";
    }

    /** How often biases are read, by graph outputs and subgraphs too. */
    private static Multiset<String> readers(Graph graph, Set<String> biases) {
        Multiset<String> readers = HashMultiset.create();
        for (Node node : graph.nodes()) {
            node.inputs().stream().filter(biases::contains).forEach(readers::add);
            GraphNames.insideSubgraphs(node).stream().filter(biases::contains).forEach(readers::add);
        }
        graph.outputs().stream().map(ValueInfo::name).filter(biases::contains).forEach(readers::add);
        return readers;
    }
}
