package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes what is the same in every run.
 *
 * <pre>
 * x [N,3,8,8] -> Shape -> Gather 1 -> s; x, s -> Op        becomes        x, initializer s = 3 -> Op
 * c -> Unsqueeze -> d; x, d -> Mul        becomes        x, initializer d -> Mul
 * </pre>
 *
 * Sizes count as constants where inference knows them. Results larger than {@link PassContext#maxConstantBytes()} are left to the run, and so
 * are graph outputs, which need a node.
 */
@AutoService(GraphPass.class)
public final class FoldConstants implements GraphPass {
    @Override
    public String name() {
        return "fold_constants";
    }

    @Override
    public String summary() {
        return "computes what is the same in every run";
    }

    @Override
    public Phase phase() {
        return Phase.NORMALIZE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        if (graph.nodes().stream().noneMatch(node -> mayFold(graph, node))) {
            return graph;
        }
        Model inferred = ShapeInference.infer(context.modelOf(graph));
        Map<String, Tensor> known = ShapeInference.knownValues(inferred);
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.initializers());
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes()) {
            context.step();
            Optional<Tensor> folded = isFoldable(graph, node)
                    ? Optional.ofNullable(known.get(node.output()))
                            .or(() -> evaluate(node, constants, inferred.graph(), context))
                            .filter(t -> bytes(t) <= context.maxConstantBytes())
                    : Optional.empty();
            if (folded.isPresent()) {
                constants.put(node.output(), folded.get());
                context.fired(node.name());
            } else {
                kept.add(node);
            }
        }
        if (kept.size() == graph.nodes().size()) {
            return graph;
        }
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        infos.keySet().removeAll(constants.keySet());
        return graph.toBuilder()
                .initializers(constants)
                .nodes(kept)
                .valueInfos(infos)
                .build();
    }

    /** Whether a node could start a fold: it asks for sizes, or has nothing but constants; keeps other graphs from being inferred again. */
    private static boolean mayFold(Graph graph, Node node) {
        return isFoldable(graph, node)
                && (node.is("Shape")
                        || node.is("Size")
                        || node.inputs().stream()
                                .allMatch(
                                        i -> i.isEmpty() || graph.initializer(i).isPresent()));
    }

    private static boolean isFoldable(Graph graph, Node node) {
        return node.domain().isEmpty()
                && node.outputs().size() == 1
                && !node.is("Constant")
                && !graph.isOutput(node.output());
    }

    private static Optional<Tensor> evaluate(
            Node node, Map<String, Tensor> constants, Graph inferred, PassContext context) {
        Optional<TensorType> type = inferred.tensorType(node.output())
                .filter(t -> t.elementType().isPresent()
                        && t.shape().filter(Shape::isStatic).isPresent());
        List<Tensor> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            Tensor constant = constants.get(input);
            if (constant == null) {
                return Optional.empty();
            }
            inputs.add(constant);
        }
        return type.filter(t -> fits(t, context.maxConstantBytes()))
                .flatMap(t -> ConstantEvaluator.evaluate(node, inputs, t));
    }

    private static boolean fits(TensorType type, long limit) {
        int bits = type.elementType().orElseThrow().bits();
        return bits > 0 && type.shape().orElseThrow().elementCount() <= limit * 8 / bits;
    }

    private static long bytes(Tensor tensor) {
        return tensor.bytes().remaining();
    }
}
