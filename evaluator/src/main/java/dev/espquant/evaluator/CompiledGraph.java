package dev.espquant.evaluator;

import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizedGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A quantized graph with known shapes, and its plans.
 *
 * <p>"One image" is one run of the model: a batch that the model leaves open is 1, a batch that it fixes is kept.
 */
final class CompiledGraph {
    private final Graph graph;
    private final PlanChoice plans;

    private CompiledGraph(Graph graph, PlanChoice plans) {
        this.graph = graph;
        this.plans = plans;
    }

    /** Prepares every node; {@link GraphException} if a shape stays open or a kernel cannot compute its node. */
    static CompiledGraph of(QuantizedGraph quantized, Kernels kernels, Engine engine) {
        Graph graph = oneImage(quantized.model()).graph();
        ImmutableSet<String> all = quantized.values().keySet();
        return new CompiledGraph(
                graph, new PlanChoice(keep -> ExecutionPlan.compile(quantized, graph, kernels, engine, keep), all));
    }

    /** The same with the kernels' own definitions alone: slow, and the specification. */
    static CompiledGraph reference(QuantizedGraph quantized, Kernels kernels) {
        Graph graph = oneImage(quantized.model()).graph();
        ImmutableSet<String> all = quantized.values().keySet();
        return new CompiledGraph(
                graph, new PlanChoice(keep -> ExecutionPlan.reference(quantized, graph, kernels), all));
    }

    /** The plan that computes these values. */
    WorkspacePool plan(Set<String> keep) {
        return plans.plan(keep);
    }

    /** The names of the nodes, in the order in which overflows are counted. */
    List<String> nodeNames() {
        return graph.nodes().stream().map(Node::name).toList();
    }

    /** The sizes of a value for one image. */
    long[] sizes(String value) {
        return graph.shape(value)
                .filter(Shape::isStatic)
                .orElseThrow(() -> GraphException.because("its shape is not known")
                        .value(value)
                        .fix("give the model's inputs fixed sizes, except for the batch")
                        .build())
                .sizes();
    }

    private static Model oneImage(Model model) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            model.graph()
                    .shape(input.name())
                    .filter(shape -> shape.rank() > 0 && !(shape.dimension(0) instanceof Dimension.Fixed))
                    .ifPresent(shape -> shapes.put(input.name(), shape.with(0, Dimension.of(1))));
        }
        return ShapeInference.infer(model, shapes);
    }
}
