package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.shape.InferenceCache;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.constants.NodeEvaluator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a pass needs beside the graph, and where it tells what it did. One context serves one call of one pass. */
public final class PassContext {
    /** Constants that folding makes grow no larger than this, unless {@link OptimizerOptions} says otherwise: 1 MiB. */
    public static final long DEFAULT_MAX_CONSTANT_BYTES = 1 << 20;

    private Model model;
    private final List<String> fired = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, Integer> nextSuffix = new HashMap<>();
    private final OptimizerOptions options;
    private @Nullable Set<String> names;
    private long steps;
    private boolean modelChanged;

    private final InferenceCache inferred;

    private PassContext(Model model, OptimizerOptions options, InferenceCache inferred) {
        this.model = model;
        this.options = options;
        this.inferred = inferred;
    }

    /** A context for one pass over the graph of a model. */
    public static PassContext of(Model model) {
        return of(model, OptimizerOptions.full());
    }

    /** A context for one pass over the graph of a model, with the limits and the chip that options name. */
    public static PassContext of(Model model, OptimizerOptions options) {
        return of(model, options, new InferenceCache());
    }

    /** @param inferred what shape inference found for earlier graphs of this run */
    static PassContext of(Model model, OptimizerOptions options, InferenceCache inferred) {
        return new PassContext(model, options, inferred);
    }

    /** The version of the standard operator set that the model is written in. */
    public long opset() {
        return model.opset();
    }

    /** The model, as the pass has changed it so far, with its graph replaced: for services that look at whole models, and the pass's result. */
    public Model modelOf(Graph graph) {
        return model.withGraph(graph);
    }

    /**
     * The model with a graph in which every value has the type that follows from the inputs. Only what passes have changed since the last time is
     * inferred anew.
     *
     * @return with the very graph if it has all types already
     */
    public Model infer(Graph graph) {
        return ShapeInference.infer(modelOf(graph), inferred);
    }

    /** What a graph computes that is the same in every run; see {@link ShapeInference#knownValues}. */
    public ImmutableMap<String, Tensor> knownValues(Graph graph) {
        return ShapeInference.knownValues(modelOf(graph), inferred);
    }

    /** Whether nothing speaks against an operator: no chip is named, or the chip that the model is for has it. */
    public boolean allows(String opType) {
        return options.target()
                .map(chip -> chip.operators().containsKey(opType))
                .orElse(true);
    }

    /**
     * Whether to make an operator of several that some chips run as well: the chip that the model is for has it, or no chip is named and the
     * user has chosen the passes by name.
     */
    public boolean wants(String opType) {
        return options.target()
                .map(chip -> chip.operators().containsKey(opType))
                .orElse(!options.only().isEmpty());
    }

    /**
     * Whether to take an operator apart: the chip that the model is for does not run the node, or no chip is named and the user has chosen the
     * passes by name.
     */
    public boolean refuses(Node node) {
        return options.target()
                .map(chip -> !chip.check(model.graph(), node).isEmpty())
                .orElse(!options.only().isEmpty());
    }

    /**
     * For the few passes that change what a model says beside its graph: its operator sets, its functions.
     *
     * @param change takes the model before the pass; of its result the graph does not count
     */
    public void changeModel(UnaryOperator<Model> change) {
        model = change.apply(model);
        modelChanged = true;
    }

    boolean isModelChanged() {
        return modelChanged;
    }

    /** The most bytes that one constant made by folding may take. */
    public long maxConstantBytes() {
        return options.maxConstantBytes();
    }

    /** Computes constants that no pass computes by itself; mostly nobody does. */
    public NodeEvaluator evaluator() {
        return options.evaluator();
    }

    /** A name that no value and no node has: {@code base} itself, or the base with the first free number behind it. */
    public String freshName(String base) {
        if (names().add(base)) {
            return base;
        }
        return numbered(base, 1);
    }

    /** The first free name of {@code prefix_0, prefix_1, ...}. */
    public String numberedName(String prefix) {
        return numbered(prefix, 0);
    }

    private String numbered(String prefix, int first) {
        int number = nextSuffix.getOrDefault(prefix, first);
        while (!names().add(prefix + "_" + number)) {
            number++;
        }
        nextSuffix.put(prefix, number + 1);
        return prefix + "_" + number;
    }

    private Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = GraphNames.all(model.graph());
            names = known;
        }
        return known;
    }

    /**
     * Records one rewrite.
     *
     * @param where the node, value or constant that was rewritten
     */
    public void fired(String where) {
        fired.add(where);
    }

    /** Records something that the user should know, such as why a pass that was asked for did nothing. */
    public void note(String text) {
        notes.add(text);
    }

    /** Counts work: nodes visited, conditions tested. Lets tests hold passes to linear growth without a clock. */
    public void step() {
        steps++;
    }

    /** Where the pass has rewritten something so far, in order. */
    public ImmutableList<String> firings() {
        return ImmutableList.copyOf(fired);
    }

    public ImmutableSet<String> notes() {
        return ImmutableSet.copyOf(notes);
    }

    /** Work counted so far. */
    public long steps() {
        return steps;
    }
}
