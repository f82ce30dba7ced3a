package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableSet;
import dev.espquant.exporter.coefficients.Layer;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import java.util.Optional;

/** Adds the layers of a node, whatever its operator. */
final class NodeSteps {
    private static final ImmutableSet<String> WITH_ACTIVATION =
            ImmutableSet.of("Conv", "Gemm", "MatMul", "BatchNormalization", "Add", "Sub", "Mul");

    private final WeightedSteps weighted;
    private final PoolSteps pools;
    private final ElementwiseSteps elementwise;
    private final MovementSteps movement;

    NodeSteps(PlanBuilder plan) {
        this.weighted = new WeightedSteps(plan);
        this.pools = new PoolSteps(plan);
        this.elementwise = new ElementwiseSteps(plan);
        this.movement = new MovementSteps(plan);
    }

    /** Whether the class of the node's layer applies an activation as ONNX means it: a MatMul's features are no channels. */
    static boolean applies(Node node, Node activation) {
        return node.domain().isEmpty()
                && WITH_ACTIVATION.contains(node.opType())
                && !(node.is("MatMul") && activation.is("PRelu"));
    }

    /** Adds a layer; {@link dev.espquant.ir.UnsupportedModelException} if no class expresses it. */
    void add(Layer layer) {
        Node node = layer.node();
        Optional<Node> activation = layer.activation();
        switch (node.domain().isEmpty() ? node.opType() : "") {
            case "Conv", "Gemm", "MatMul", "BatchNormalization" -> weighted.add(node, activation);
            case "MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool" -> pools.add(node);
            case "Add", "Sub", "Mul", "Max", "Min" -> elementwise.binary(node, activation);
            case "Relu", "LeakyRelu", "Clip", "Sigmoid", "Tanh" -> elementwise.unary(node);
            case "PRelu" -> elementwise.slopes(node);
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout" -> movement.view(node);
            case "Transpose" -> movement.transpose(node);
            case "Concat" -> movement.concat(node);
            case "Slice", "Resize", "Pad" -> movement.pick(node);
            case "Expand" -> movement.expand(node);
            case "Softmax" -> movement.softmax(node);
            default ->
                throw GraphException.because("no class of ESP-DL 1.x computes it")
                        .node(node)
                        .fix("express it through other operators, or compute it outside the model")
                        .buildUnsupported();
        }
    }
}
