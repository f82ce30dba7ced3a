package dev.espquant.target;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a node really has where a rule about it fails: the attributes and inputs that the rule speaks of, with their values. An attribute counts
 * as spoken of if its name is a word of the rule, an input if the rule says {@code input 1}; a rule that names nothing is about all of them.
 */
final class NodeFacts {
    private static final int SHOWN_ELEMENTS = 8;

    private NodeFacts() {}

    /** The facts in one line: {@code dilations = [2, 2]} or {@code input 0 'x' is float[1,3,8]}. */
    static String of(Graph graph, Node node, String rule) {
        List<String> facts = new ArrayList<>();
        attributes(node, name -> isWord(rule, name), facts);
        inputs(graph, node, index -> isWord(rule, "input " + index), facts);
        if (facts.isEmpty()) {
            inputs(graph, node, index -> true, facts);
            attributes(node, name -> true, facts);
        }
        return facts.isEmpty() ? "no inputs and no attributes" : String.join(", ", facts);
    }

    private static void attributes(Node node, Predicate<String> shown, List<String> facts) {
        node.attributes().forEach((name, value) -> {
            if (shown.test(name)) {
                facts.add(name + " = " + text(value));
            }
        });
    }

    private static void inputs(Graph graph, Node node, IntPredicate shown, List<String> facts) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (shown.test(i)) {
                facts.add("input " + i + " " + input(graph, node.inputs().get(i)));
            }
        }
    }

    private static String input(Graph graph, String value) {
        if (value.isEmpty()) {
            return "is left out";
        }
        Optional<Tensor> constant = graph.initializer(value);
        String type = constant.map(t -> t.type().onnxName() + t.shape())
                .or(() -> graph.tensorType(value).map(NodeFacts::text))
                .orElse("of unknown type");
        return "'" + value + "' is " + type + (constant.isPresent() ? ", constant" : "")
                + constant.filter(NodeFacts::isShort)
                        .map(t -> " " + elements(t))
                        .orElse("");
    }

    private static String text(TensorType type) {
        return type.elementType().map(t -> t.onnxName()).orElse("?")
                + type.shape().map(Object::toString).orElse(" of unknown rank");
    }

    private static boolean isShort(Tensor tensor) {
        return tensor.type().isInteger() && tensor.elementCount() <= SHOWN_ELEMENTS;
    }

    private static String elements(Tensor tensor) {
        return Arrays.toString(tensor.toLongs());
    }

    private static String text(Attribute value) {
        if (value instanceof Attribute.OfInt i) {
            return Long.toString(i.value());
        } else if (value instanceof Attribute.OfInts i) {
            return i.values().toString();
        } else if (value instanceof Attribute.OfFloat f) {
            return Float.toString(f.value());
        } else if (value instanceof Attribute.OfFloats f) {
            return f.values().toString();
        } else if (value instanceof Attribute.OfString s) {
            return "'" + s.text() + "'";
        } else if (value instanceof Attribute.OfTensor t) {
            return t.value().type().onnxName() + t.value().shape();
        }
        return "(something else)";
    }

    private static boolean isWord(String sentence, String word) {
        return Pattern.compile("(?<![\\w])" + Pattern.quote(word) + "(?![\\w])")
                .matcher(sentence)
                .find();
    }
}
