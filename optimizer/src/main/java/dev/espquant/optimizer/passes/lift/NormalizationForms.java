package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code BatchNormalization} up to opset 13 and {@code Dropout} up to 11, which tell a trained model by other means than today. */
final class NormalizationForms {
    private NormalizationForms() {}

    /**
     * {@code BatchNormalization}: four outputs of the training form have gone. Up to opset 8 it could have parameters for every element of a
     * sample ({@code spatial} 0); that takes plain arithmetic now.
     */
    static List<Node> batchNormalization(Node node, LiftContext graph) {
        Node first = withFirstOutput(node, graph);
        Node plain = AttributeInputs.without(first, "is_test", "consumed_inputs", "spatial");
        boolean perElement = graph.opset() < 9
                && node.intAttribute("spatial", 1) == 0
                && node.inputs().size() == 5;
        // Parameters of one axis can only mean the channels, whatever an exporter writes.
        Optional<Shape> scale = perElement ? graph.shape(node.inputs().get(1)) : Optional.empty();
        return perElement && scale.filter(s -> s.rank() == 1).isEmpty() ? arithmetic(plain, graph) : List.of(plain);
    }

    /** {@code Dropout}: the ratio becomes an input; what the mask says of a run that drops nothing has changed. */
    static List<Node> dropout(Node node, LiftContext graph) {
        Node plain = AttributeInputs.without(withFirstOutput(node, graph), "is_test", "consumed_inputs", "ratio");
        if (node.attribute("ratio").isEmpty()) {
            return List.of(plain);
        }
        Tensor ratio = Tensor.ofFloats(new long[0], node.floatAttribute("ratio", 0.5f));
        return List.of(AttributeInputs.withInput(plain, 1, graph.add(node.name() + "_ratio", ratio)));
    }

    private static Node withFirstOutput(Node node, LiftContext graph) {
        for (String output : node.outputs().subList(1, node.outputs().size())) {
            if (!output.isEmpty() && graph.isRead(output)) {
                throw LiftContext.refusal(node, "something reads output '" + output + "', which only training has");
            }
        }
        return node.withOutputs(node.outputs().subList(0, 1));
    }

    private static List<Node> arithmetic(Node node, LiftContext graph) {
        List<String> in = node.inputs();
        String epsilon = graph.add(
                node.name() + "_epsilon", Tensor.ofFloats(new long[0], node.floatAttribute("epsilon", 1e-5f)));
        List<Node> nodes = new ArrayList<>();
        String centred = add(nodes, graph, node, "Sub", in.get(0), in.get(3));
        String variance = add(nodes, graph, node, "Add", in.get(4), epsilon);
        String deviation = add(nodes, graph, node, "Sqrt", variance);
        String normal = add(nodes, graph, node, "Div", centred, deviation);
        String scaled = add(nodes, graph, node, "Mul", normal, in.get(1));
        nodes.add(Node.of(node.name(), "Add", List.of(scaled, in.get(2)), node.outputs()));
        return nodes;
    }

    private static String add(List<Node> nodes, LiftContext graph, Node node, String opType, String... inputs) {
        String name = graph.fresh(node.name() + "_" + opType);
        nodes.add(Node.of(name, opType, List.of(inputs), List.of(name)));
        return name;
    }
}
