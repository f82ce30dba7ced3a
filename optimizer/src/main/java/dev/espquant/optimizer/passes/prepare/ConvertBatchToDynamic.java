package dev.espquant.optimizer.passes.prepare;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Frees a model from the batch size that it was exported with.
 *
 * <pre>
 * x [1,3,8,8] -> Conv -> Reshape [1,512] -> y [1,512]
 *
 *   becomes        x [N,3,8,8] -> Conv -> Reshape [-1,512] -> y [N,512]
 * </pre>
 *
 * Fires only if the model then means for every sample what it meant before, whatever the batch: see {@link BatchFlow}. Otherwise a note says
 * which node stands in the way.
 */
@AutoService(GraphPass.class)
public final class ConvertBatchToDynamic implements GraphPass {
    private static final String SYMBOL = "N";

    @Override
    public String name() {
        return "convert_batch_to_dynamic";
    }

    @Override
    public String summary() {
        return "makes the first dimension of inputs and outputs symbolic, so that the model runs with any batch";
    }

    @Override
    public Phase phase() {
        return Phase.PREPARE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        OptionalLong batch = fixedBatch(graph);
        if (batch.isEmpty()) {
            return graph;
        }
        Dimension symbol = freeSymbol(graph);
        Model fixed = context.infer(graph);
        Set<String> inputs = new LinkedHashSet<>();
        graph.inputs().forEach(i -> inputs.add(i.name()));
        Graph open = graph.toBuilder()
                .inputs(freed(graph.inputs(), inputs, symbol))
                .outputs(forgotten(graph.outputs()))
                .valueInfos(Map.of())
                .build();
        Graph anyBatch = inferOrGiveUp(context.modelOf(open)).orElse(open);
        BatchFlow flow =
                new BatchFlow(fixed.graph(), anyBatch, symbol, context.opset(), batch.getAsLong(), context::freshName);
        Optional<Node> obstacle = flow.follow(inputs);
        if (obstacle.isPresent()) {
            context.note("the batch size stays " + batch.getAsLong() + ": node '"
                    + obstacle.get().name() + "' (" + obstacle.get().opType()
                    + ") may mean something else for another one");
            return graph;
        }
        Optional<String> odd = oddOutput(graph, flow);
        if (odd.isPresent()) {
            context.note("the batch size stays " + batch.getAsLong() + ": output '" + odd.get()
                    + "' is not one row per sample");
            return graph;
        }
        inputs.forEach(context::fired);
        return build(fixed.graph(), flow, symbol);
    }

    /** The size that is the first one of every input; empty if an input has none, or they differ, or it is open already. */
    private static OptionalLong fixedBatch(Graph graph) {
        OptionalLong batch = OptionalLong.empty();
        for (ValueInfo input : graph.inputs()) {
            Optional<Shape> shape = shape(input).filter(s -> s.rank() > 0);
            if (shape.isEmpty()
                    || !(shape.get().dimension(0) instanceof Dimension.Fixed size)
                    || size.size() == 0
                    || (batch.isPresent() && batch.getAsLong() != size.size())) {
                return OptionalLong.empty();
            }
            batch = OptionalLong.of(size.size());
        }
        return batch;
    }

    private static Optional<Shape> shape(ValueInfo info) {
        return info.type() instanceof TensorType type ? type.shape() : Optional.empty();
    }

    /** N, unless the model calls something else so. */
    private static Dimension freeSymbol(Graph graph) {
        Set<Dimension> used = new LinkedHashSet<>();
        graph.inputs().forEach(i -> shape(i).ifPresent(s -> used.addAll(s.dimensions())));
        String name = SYMBOL;
        for (int i = 1; used.contains(Dimension.named(name)); i++) {
            name = SYMBOL + "_" + i;
        }
        return Dimension.named(name);
    }

    /** Inference may find that a Reshape names the old size; the flow then tells which one. */
    private static Optional<Graph> inferOrGiveUp(Model model) {
        try {
            return Optional.of(ShapeInference.infer(model).graph());
        } catch (GraphException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> oddOutput(Graph graph, BatchFlow flow) {
        return graph.outputs().stream()
                .map(ValueInfo::name)
                .filter(name -> flow.rows().getOrDefault(name, 0L) != 1)
                .findFirst();
    }

    private static Graph build(Graph fixed, BatchFlow flow, Dimension symbol) {
        Map<String, ValueInfo> infos = new LinkedHashMap<>();
        fixed.valueInfos().forEach((name, info) -> {
            if (flow.rows().getOrDefault(name, 1L) == 1) {
                infos.put(name, flow.rows().containsKey(name) ? freed(info, symbol) : info);
            }
        });
        Graph.Builder result = fixed.toBuilder()
                .inputs(freed(fixed.inputs(), flow.rows().keySet(), symbol))
                .outputs(freed(fixed.outputs(), flow.rows().keySet(), symbol))
                .valueInfos(infos)
                .nodes(flow.nodes());
        flow.targets().forEach(result::initializer);
        return result.build();
    }

    private static ImmutableList<ValueInfo> freed(List<ValueInfo> infos, Set<String> names, Dimension symbol) {
        return map(infos, info -> names.contains(info.name()) ? freed(info, symbol) : info);
    }

    private static ValueInfo freed(ValueInfo info, Dimension symbol) {
        return info.type() instanceof TensorType type
                ? info.withType(new TensorType(
                        type.elementType(),
                        type.shape().filter(s -> s.rank() > 0).map(s -> s.with(0, symbol))))
                : info;
    }

    private static ImmutableList<ValueInfo> forgotten(List<ValueInfo> infos) {
        return map(
                infos,
                info -> info.type() instanceof TensorType type
                        ? info.withType(new TensorType(type.elementType(), Optional.empty()))
                        : info);
    }

    private static ImmutableList<ValueInfo> map(List<ValueInfo> infos, Function<ValueInfo, ValueInfo> function) {
        return infos.stream().map(function).collect(ImmutableList.toImmutableList());
    }
}
