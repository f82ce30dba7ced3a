package dev.espquant.optimizer.passes.finish;

import com.google.auto.service.AutoService;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Multiset<String> readers = readers(graph);
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

    /** Who reads each constant, graph outputs and subgraphs included. */
    private static Multiset<String> readers(Graph graph) {
        Multiset<String> readers = HashMultiset.create();
        for (Node node : graph.nodes()) {
            node.inputs().stream().filter(name -> !name.isEmpty()).forEach(readers::add);
            readers.addAll(GraphNames.insideSubgraphs(node));
        }
        graph.outputs().forEach(output -> readers.add(output.name()));
        return readers;
    }
}
