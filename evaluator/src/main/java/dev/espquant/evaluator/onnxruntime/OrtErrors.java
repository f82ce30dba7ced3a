package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns ONNX Runtime's errors into ours, with the node that its text names. */
final class OrtErrors {
    /** The ways in which its messages name a node. */
    private static final Pattern NODE =
            Pattern.compile("Name:'([^']+)'|with name '([^']+)'|Node \\(([^)]+)\\)|Node, \\(\"([^\"]+)\"");

    private OrtErrors() {}

    static GraphException wrap(OrtException e, Graph graph, String doing) {
        String text = String.valueOf(e.getMessage()).strip();
        GraphException.Builder error = GraphException.because("ONNX Runtime cannot " + doing + " the model: " + text)
                .fix("check that the model runs in other tools; export it with an operator set that ONNX Runtime knows")
                .cause(e);
        node(text, graph).ifPresent(error::node);
        return error.build();
    }

    private static Optional<Node> node(String text, Graph graph) {
        Matcher matcher = NODE.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                String name = matcher.group(group);
                Optional<Node> named = graph.nodes().stream()
                        .filter(n -> name != null && n.name().equals(name))
                        .findFirst();
                if (named.isPresent()) {
                    return named;
                }
            }
        }
        return Optional.empty();
    }
}
