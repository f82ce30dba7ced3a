package dev.espquant.ir.espdl;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A model as the golden vectors' {@code graph.txt} tells it. */
final class GraphText {
    private GraphText() {}

    static List<String> lines(EspdlModel model) {
        EspdlGraph graph = model.graph();
        List<String> lines = new ArrayList<>();
        lines.add("model name='" + graph.name() + "' producer='" + model.producerName() + "' ir=" + model.irVersion()
                + " version=" + model.modelVersion() + " nodes=" + graph.nodes().size() + " init="
                + graph.initializers().size() + " vinfo=" + graph.values().size() + " test_in="
                + graph.testInputs().size() + " test_out=" + graph.testOutputs().size() + " layout="
                + (isBlocked(graph) ? "blocked" : "C"));
        model.metadata().forEach((key, value) -> lines.add("meta " + key + "=" + value));
        graph.inputs().forEach(v -> lines.add("input " + value(v)));
        graph.outputs().forEach(v -> lines.add("output " + value(v)));
        graph.initializers()
                .forEach(t -> lines.add("init " + t.name() + " "
                        + Arrays.toString(t.elements().sizes()).replace(" ", "")
                        + " " + t.type().onnxName() + " " + exponents(t.exponents()) + " raw16=" + t.blocks() + " doc='"
                        + t.docString() + "'"));
        graph.values().forEach(v -> lines.add("vinfo " + value(v)));
        graph.nodes().forEach(n -> lines.add(node(n)));
        return lines;
    }

    private static boolean isBlocked(EspdlGraph graph) {
        return graph.initializers().stream().anyMatch(t -> t.layout().orElse("").matches("\\(?N/?(8|16).*"));
    }

    private static String value(EspdlValue value) {
        return value.name() + " " + value.type().shape().orElseThrow() + " "
                + value.type().elementType().orElseThrow().onnxName() + " " + exponents(value.exponents());
    }

    private static String exponents(ImmutableIntArray exponents) {
        return exponents.stream().mapToObj(e -> "e" + e).collect(Collectors.joining(","));
    }

    private static String node(Node node) {
        StringBuilder text = new StringBuilder("node " + node.opType() + " " + node.name() + " (");
        node.inputs().forEach(i -> text.append(i).append(", "));
        text.append(") -> (");
        node.outputs().forEach(o -> text.append(o).append(", "));
        text.append(")");
        new TreeMap<>(node.attributes())
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(attribute(value)));
        return text.toString();
    }

    private static String attribute(Attribute attribute) {
        if (attribute instanceof Attribute.OfInts ints) {
            return ints.values().stream().mapToObj(i -> i + ",").collect(Collectors.joining("", "[", "]"));
        } else if (attribute instanceof Attribute.OfInt i) {
            return Long.toString(i.value());
        } else if (attribute instanceof Attribute.OfFloat f) {
            return f.value() == (int) f.value() ? (int) f.value() + "f" : f.value() + "f";
        } else if (attribute instanceof Attribute.OfString s) {
            return "'" + s.text() + "'";
        }
        throw new AssertionError("no attribute of the golden files: " + attribute);
    }
}
