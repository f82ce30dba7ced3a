package dev.espquant.cli;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.espdl.EspdlAttributes;
import dev.espquant.ir.espdl.EspdlFile;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.Target;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an {@code .espdl} file holds, as text for people. */
final class InspectText {
    private final PrintWriter out;

    InspectText(PrintWriter out) {
        this.out = out;
    }

    void print(EspdlFile.Entry entry, List<Target> fits) {
        EspdlModel model = entry.model();
        EspdlGraph graph = model.graph();
        line((entry.name().isEmpty() ? "model" : "model '" + entry.name() + "'") + ": " + entry.container()
                + (entry.encrypted() ? ", encrypted" : "") + ", " + entry.payloadBytes() + " bytes, graph '"
                + graph.name() + "', " + graph.nodes().size() + " nodes");
        origin(model);
        line("fits: "
                + (fits.isEmpty()
                        ? "no installed target"
                        : fits.stream().map(Target::name).collect(Collectors.joining(", "))));
        EspdlSizes sizes = EspdlSizes.of(graph);
        line("memory: " + sizes.constantBytes() + " bytes of constants, " + sizes.peakActivationBytes()
                + " bytes of activations at once (" + sizes.activationBytes() + " in all), " + sizes.testBytes()
                + " bytes of test values");
        line("operators: "
                + EspdlReport.operators(graph).entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ")));
        values("inputs", graph.inputs());
        values("outputs", graph.outputs());
        nodes(graph);
        tensors("constants", graph.initializers());
        tensors("test inputs", graph.testInputs());
        tensors("test outputs", graph.testOutputs());
    }

    private void origin(EspdlModel model) {
        if (!model.producerName().isEmpty()) {
            line("producer: " + (model.producerName() + " " + model.producerVersion()).strip());
        }
        model.metadata().forEach((key, value) -> line("metadata: " + key + " = " + value));
    }

    private void values(String title, List<EspdlValue> values) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (EspdlValue value : values) {
            rows.add(row("", value.name(), "type", type(value)));
        }
        table(title, rows);
    }

    private void nodes(EspdlGraph graph) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Map<String, String> row = row("operator", node.opType(), "output", String.join(", ", node.outputs()));
            row.put("type", graph.value(node.output()).map(InspectText::type).orElse(""));
            row.put("inputs", "(" + String.join(", ", node.inputs()) + ")");
            row.put(
                    "attributes",
                    node.attributes().entrySet().stream()
                            .map(e -> e.getKey() + "=" + EspdlAttributes.plain(e.getValue()))
                            .collect(Collectors.joining(" ")));
            rows.add(row);
        }
        table("nodes", rows);
    }

    private void tensors(String title, List<EspdlTensor> tensors) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (EspdlTensor tensor : tensors) {
            Map<String, String> row = row("", tensor.name(), "type", type(tensor));
            row.put("bytes", tensor.storedBytes() + " bytes");
            row.put("layout", tensor.layout().filter(l -> !l.equals("UNK")).orElse(""));
            rows.add(row);
        }
        table(title, rows);
    }

    private void table(String title, List<Map<String, String>> rows) {
        if (!rows.isEmpty()) {
            out.println();
            line(title + ":");
            ListCommands.print(out, rows, false);
        }
    }

    private void line(String text) {
        out.println(EspdlOptions.shown(text));
    }

    private static Map<String, String> row(String key, String name, String other, String text) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(key, "  " + EspdlOptions.shown(name));
        row.put(other, EspdlOptions.shown(text));
        return row;
    }

    private static String type(EspdlValue value) {
        return EspdlReport.typeName(value.type())
                + value.type().shape().map(Shape::toString).orElse("[?]")
                + exponents(value.exponents());
    }

    private static String type(EspdlTensor tensor) {
        return tensor.elements() + exponents(tensor.exponents());
    }

    private static String exponents(ImmutableIntArray exponents) {
        if (exponents.length() == 1) {
            return exponents.get(0) == 0 ? "" : " * 2^" + exponents.get(0);
        }
        return exponents.isEmpty()
                ? ""
                : " * 2^(" + exponents.stream().min().orElse(0) + ".."
                        + exponents.stream().max().orElse(0) + ", per channel)";
    }
}
