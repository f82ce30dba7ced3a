package dev.espquant.benchmarks;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts the Softmax behind a classifier's scores. It does not change which class wins in floats, but 128 levels of probability make ties in
 * integers; firmware takes the largest score.
 */
final class SoftmaxHead {
    private SoftmaxHead() {}

    /** The model without the Softmax that computes its only output; the model itself if there is none. */
    static Model cut(Model model) {
        Graph graph = model.graph();
        if (graph.outputs().size() != 1) {
            return model;
        }
        ValueInfo probabilities = graph.outputs().get(0);
        Optional<Node> softmax = graph.producer(probabilities.name()).filter(node -> node.is("Softmax"));
        return softmax.map(node -> model.withGraph(withoutLast(graph, node, probabilities)))
                .orElse(model);
    }

    private static Graph withoutLast(Graph graph, Node softmax, ValueInfo probabilities) {
        String scores = softmax.inputs().get(0);
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        infos.remove(scores);
        return graph.toBuilder()
                .nodes(graph.nodes().stream()
                        .filter(node -> !node.equals(softmax))
                        .toList())
                .valueInfos(infos)
                .outputs(List.of(ValueInfo.of(scores, probabilities.type())))
                .build();
    }
}
