package dev.espquant.optimizer.passes.lift;

import com.google.auto.service.AutoService;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.ModelInfo;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lifts a model of an older standard operator set to set 18, so that every operator has one form.
 *
 * <pre>
 * opset 9:  x -> Unsqueeze(axes=[0]) -> y        becomes        opset 18:  x, axes -> Unsqueeze -> y
 * </pre>
 *
 * {@link LiftRules} lists what changes. Sets newer than 18 added to these forms and are left as they are. If a node of sets 7 to 17 cannot be said
 * in set 18, the whole model stays in its set, and a note names the node; older sets, whose forms no pass reads, are refused then.
 */
@AutoService(GraphPass.class)
public final class LiftOpset implements GraphPass {
    /** The first set in which reductions have their axes as an input, as everything else has. */
    static final long TARGET = 18;

    /** The format version that came with set 18. */
    private static final long FORMAT_VERSION = 8;

    private static final long FIRST_READABLE = 7;

    @Override
    public String name() {
        return "lift_opset";
    }

    @Override
    public String summary() {
        return "lifts a model of an older operator set to set 18, in which every operator has one form";
    }

    @Override
    public Phase phase() {
        return Phase.IMPORT;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Model model = context.modelOf(graph);
        if (model.opset() >= TARGET
                || graph.nodes().stream().noneMatch(n -> n.domain().isEmpty())) {
            return graph;
        }
        Supplier<Graph> typed = Suppliers.memoize(() -> context.infer(graph).graph());
        try {
            LiftContext lift = new LiftContext(graph, typed, Optional.empty(), model.opset(), context);
            Graph lifted = lifted(graph, lift);
            lift.rewritten().forEach(context::fired);
            context.changeModel(LiftOpset::raised);
            return lifted;
        } catch (GraphException e) {
            if (model.opset() < FIRST_READABLE) {
                throw e;
            }
            context.note("the operator set stays " + model.opset() + ": " + e.getMessage());
            return graph;
        }
    }

    private static Graph lifted(Graph graph, LiftContext context) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Node whole = withSubgraphs(node, context);
            Optional<LiftRule> rule = LiftRules.of(node, context.opset());
            if (rule.isPresent()) {
                context.rewritten(node);
                nodes.addAll(rule.get().lift(whole, context));
            } else {
                nodes.add(whole);
            }
        }
        Map<String, Tensor> initializers = new LinkedHashMap<>(graph.initializers());
        initializers.putAll(context.added());
        return graph.toBuilder().nodes(nodes).initializers(initializers).build();
    }

    private static Node withSubgraphs(Node node, LiftContext context) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.attributes().forEach((name, attribute) -> attributes.put(name, lifted(attribute, context)));
        return attributes.equals(node.attributes()) ? node : node.withAttributes(attributes);
    }

    private static Attribute lifted(Attribute attribute, LiftContext context) {
        if (attribute instanceof Attribute.OfGraph sub) {
            return new Attribute.OfGraph(lifted(sub.value(), context.inside(sub.value())));
        } else if (attribute instanceof Attribute.OfGraphs subs) {
            return new Attribute.OfGraphs(subs.values().stream()
                    .map(sub -> lifted(sub, context.inside(sub)))
                    .collect(ImmutableList.toImmutableList()));
        }
        return attribute;
    }

    private static Model raised(Model model) {
        Map<String, Long> opsets = new LinkedHashMap<>(model.opsets());
        opsets.put("", TARGET);
        ModelInfo info = model.info();
        return new Model(
                model.graph(),
                ImmutableMap.copyOf(opsets),
                new ModelInfo(
                        Math.max(FORMAT_VERSION, info.irVersion()),
                        info.producerName(),
                        info.producerVersion(),
                        info.domain(),
                        info.modelVersion(),
                        info.docString(),
                        info.metadata()),
                model.functions(),
                model.unknownFields());
    }
}
