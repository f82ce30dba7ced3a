package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.InferenceCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of a {@link PassPipeline}: the model as it stands, and what each pass did so far. */
final class PipelineRun {
    private final Model original;
    private final OptimizerOptions options;
    private final Map<GraphPass, List<String>> firings = new LinkedHashMap<>();
    private final Map<GraphPass, Integer> leftUnchanged = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final InferenceCache inferred = new InferenceCache();
    private Model model;
    private int revision;
    private long steps;

    PipelineRun(Model original, OptimizerOptions options) {
        this.original = original;
        this.options = options;
        this.model = original;
    }

    Model model() {
        return model;
    }

    /** How often the model has changed so far. */
    int revision() {
        return revision;
    }

    void note(String text) {
        notes.add(text);
    }

    /** Applies a pass, unless it has already seen this very model and found nothing. */
    void apply(GraphPass pass) {
        if (leftUnchanged.getOrDefault(pass, -1) == revision) {
            return;
        }
        PassContext context = PassContext.of(model, options, inferred);
        Graph before = model.graph();
        Graph after = pass.apply(before, context);
        steps += context.steps();
        notes.addAll(context.notes());
        if (isSame(before, after) && !context.isModelChanged()) {
            leftUnchanged.put(pass, revision);
            return;
        }
        Model changed = context.modelOf(after);
        PassCheck.check(pass, original, changed);
        ImmutableList<String> where = context.firings();
        firings.computeIfAbsent(pass, p -> new ArrayList<>())
                .addAll(where.isEmpty() ? ImmutableList.of(after.name()) : where);
        options.listener().changed(pass, model, changed);
        model = changed;
        revision++;
    }

    /** A pass that finds nothing gives its argument back; comparing all weights is only for passes that do not keep to it. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Graph before, Graph after) {
        return after == before || after.equals(before);
    }

    OptimizedModel finish(ImmutableList<GraphPass> passes, boolean settled) {
        ImmutableList<PassActivity> activities = firings.entrySet().stream()
                .map(e -> new PassActivity(e.getKey().name(), e.getKey().phase(), ImmutableList.copyOf(e.getValue())))
                .collect(ImmutableList.toImmutableList());
        OptimizationReport report = new OptimizationReport(
                passes.stream().map(GraphPass::name).collect(ImmutableList.toImmutableList()),
                activities,
                OptimizationReport.nodesPerOperator(original.graph()),
                OptimizationReport.nodesPerOperator(model.graph()),
                ImmutableList.copyOf(notes),
                settled,
                steps);
        return new OptimizedModel(model, report);
    }
}
