package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.Coefficients;
import dev.espquant.exporter.coefficients.Layer;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizedGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a quantized graph into the layers of a C++ class. */
final class Planner {
    /** Weights in another order cost nothing on the chip: not reason enough to take an image in another order than cameras give. */
    private static final int REORDERED_WEIGHTS = 3;

    private final QuantizedGraph quantized;

    private Planner(QuantizedGraph quantized) {
        this.quantized = quantized;
    }

    /**
     * The cheapest plan. Inputs are images as the chip has them, height, width, channels; an input whose axes the model itself brings into that
     * order, as converters from channels-last frameworks write it, is taken as it is.
     *
     * @throws dev.espquant.ir.UnsupportedModelException listing every node that the library's classes and ours cannot express
     */
    static ModelPlan plan(QuantizedGraph graph) {
        Planner planner = new Planner(oneImage(graph));
        Set<String> rowMajor = new LinkedHashSet<>();
        ModelPlan best = planner.plan(rowMajor);
        for (ValueInfo input : graph.graph().inputs()) {
            Set<String> candidate = new LinkedHashSet<>(rowMajor);
            candidate.add(input.name());
            ModelPlan other = planner.plan(candidate);
            if (best.price() - other.price() > (isImage(input, graph) ? REORDERED_WEIGHTS : 0)) {
                rowMajor = candidate;
                best = other;
            }
        }
        return best;
    }

    private static boolean isImage(ValueInfo input, QuantizedGraph graph) {
        return graph.graph()
                .shape(input.name())
                .filter(shape -> shape.rank() == 4)
                .isPresent();
    }

    private ModelPlan plan(Set<String> rowMajorInputs) {
        PlanBuilder plan = new PlanBuilder(quantized);
        NodeSteps nodes = new NodeSteps(plan);
        Failures failures = new Failures();
        ImmutableList.Builder<ModelPlan.Port> inputs = ImmutableList.builder();
        for (ValueInfo input : quantized.graph().inputs()) {
            failures.collect(Optional.empty(), List.of(input.name()), () -> {
                ImmutableIntArray sizes = plan.sizes(input.name());
                View view = rowMajorInputs.contains(input.name()) ? View.rowMajor(sizes) : View.standard(sizes);
                inputs.add(new ModelPlan.Port(input.name(), plan.input(input.name(), view), view));
            });
        }
        Set<String> needed = needed(quantized.graph());
        for (Layer layer : layers(quantized.graph())) {
            Node node = layer.node();
            if (needed.contains(node.output()) && failures.reachable(node)) {
                failures.collect(Optional.of(node), List.of(node.output(), layer.output()), () -> nodes.add(layer));
            }
        }
        failures.throwIfAny();
        ImmutableList<ModelPlan.Port> outputs = quantized.graph().outputs().stream()
                .map(output -> output(plan, output.name()))
                .collect(ImmutableList.toImmutableList());
        return new ModelPlan(
                plan.bits(), inputs.build(), outputs, plan.steps(), Coefficients.named(plan.constants()), plan.price());
    }

    /** Nodes with the activations that their layers apply: those that nobody else's reading of the value in between forbids. */
    private static ImmutableList<Layer> layers(Graph graph) {
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        for (Layer layer : Layer.of(graph)) {
            Node node = layer.node();
            boolean fused = layer.activation().isPresent()
                    && NodeSteps.applies(node, layer.activation().get())
                    && graph.consumers(node.output()).size() == 1
                    && !graph.isOutput(node.output());
            if (fused) {
                layers.add(layer);
            } else {
                layers.add(new Layer(node, Optional.empty()));
                layer.activation().ifPresent(a -> layers.add(new Layer(a, Optional.empty())));
            }
        }
        return layers.build();
    }

    /** Values that the outputs depend on: a chip does not compute anything else. */
    private static Set<String> needed(Graph graph) {
        Set<String> needed = new LinkedHashSet<>();
        graph.outputs().forEach(output -> needed.add(output.name()));
        for (Node node : graph.nodes().reverse()) {
            if (needed.contains(node.output())) {
                needed.addAll(node.inputs());
            }
        }
        return needed;
    }

    /** An output in an order that a caller can work with: channels-last or the model's own. An input handed through is copied. */
    private static ModelPlan.Port output(PlanBuilder plan, String name) {
        ImmutableIntArray sizes = plan.sizes(name);
        Stored value = plan.stored(name);
        View plain = View.rowMajor(sizes);
        boolean keepsPlain = value.view().sameMemory(plain) && !value.view().sameMemory(View.standard(sizes));
        View view = keepsPlain ? plain : View.standard(sizes);
        Node node = plan.quantized()
                .graph()
                .producer(name)
                .orElseThrow(() -> GraphException.because("it is an input at the same time")
                        .value(name)
                        .fix("remove it from the outputs")
                        .buildUnsupported());
        Buffer buffer = plan.placed(node, value, view);
        if (plan.isInput(buffer)) {
            buffer = plan.add(LayerSteps.reshape(plan, node, buffer, plan.buffer(buffer.dims(), buffer.exponent())));
        }
        return new ModelPlan.Port(name, buffer, view);
    }

    /** The same graph with the shapes of one image. */
    private static QuantizedGraph oneImage(QuantizedGraph graph) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : graph.graph().inputs()) {
            graph.graph()
                    .shape(input.name())
                    .filter(shape -> shape.rank() > 0 && !(shape.dimension(0) instanceof Dimension.Fixed))
                    .ifPresent(shape -> shapes.put(input.name(), shape.with(0, Dimension.of(1))));
        }
        Model model = ShapeInference.infer(graph.model(), shapes);
        return new QuantizedGraph(
                model, graph.target(), graph.runtime(), graph.scheme(), graph.values(), graph.constants());
    }

    /** Collects what cannot be expressed, so that a user reads everything at once; what follows from a failure is not another. */
    private static final class Failures {
        private final List<GraphException> reasons = new ArrayList<>();
        private final Set<String> lost = new LinkedHashSet<>();

        boolean reachable(Node node) {
            boolean reachable = node.inputs().stream().noneMatch(lost::contains);
            if (!reachable) {
                lost.addAll(node.outputs());
            }
            return reachable;
        }

        void collect(Optional<Node> node, List<String> outputs, Runnable work) {
            try {
                work.run();
            } catch (GraphException e) {
                GraphException.Builder located = e.toBuilder();
                if (e.node().isEmpty()) {
                    node.ifPresent(located::node);
                }
                reasons.add(located.buildUnsupported());
                lost.addAll(outputs);
            }
        }

        void throwIfAny() {
            if (reasons.size() == 1) {
                throw reasons.get(0);
            }
            if (!reasons.isEmpty()) {
                StringBuilder all = new StringBuilder("no class can be written for this model:");
                reasons.forEach(reason -> all.append("\n  ").append(reason.getMessage()));
                throw GraphException.because(all.toString()).buildUnsupported();
            }
        }
    }
}
