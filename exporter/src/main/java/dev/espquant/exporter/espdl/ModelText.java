package dev.espquant.exporter.espdl;

import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import java.util.stream.Collectors;

/** What a model holds, as text: metadata, inputs and outputs, one line for each node and each constant. */
final class ModelText {
    private final StringBuilder text = new StringBuilder();

    private ModelText() {}

    static String of(EspdlModel model) {
        return new ModelText().write(model);
    }

    private String write(EspdlModel model) {
        EspdlGraph graph = model.graph();
        line("graph", graph.name());
        model.metadata().forEach(this::line);
        line("tests", Long.toString(tests(graph)));
        text.append('\n');
        graph.inputs().forEach(value -> line("input", value(value)));
        graph.outputs().forEach(value -> line("output", value(value)));
        text.append('\n');
        graph.nodes().forEach(node -> node(graph, node));
        text.append('\n');
        graph.initializers().forEach(tensor -> line("constant", constant(tensor)));
        return text.toString();
    }

    private static long tests(EspdlGraph graph) {
        return graph.inputs().isEmpty()
                ? 0
                : graph.testInputs().stream()
                        .filter(t -> t.name().equals(graph.inputs().get(0).name()))
                        .count();
    }

    private void line(String what, String content) {
        text.append(what).append(' ').append(content).append('\n');
    }

    private void node(EspdlGraph graph, Node node) {
        String outputs = node.outputs().stream()
                .map(o -> graph.value(o).map(ModelText::value).orElse(o))
                .collect(Collectors.joining(", "));
        line(
                "node",
                node.name() + ": " + outputs + " = " + node.opType() + "(" + String.join(", ", node.inputs()) + ")");
    }

    private static String value(EspdlValue value) {
        return value.name() + " " + value.type() + " e" + value.exponents();
    }

    private static String constant(EspdlTensor tensor) {
        return tensor.name() + " " + tensor.elements() + " e" + tensor.exponents()
                + tensor.layout().map(layout -> " " + layout).orElse("");
    }
}
