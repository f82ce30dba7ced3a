package dev.espquant.optimizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pass needs beside the graph, and where it tells what it did. One context serves one call of one pass. */
public final class PassContext {
    /** Constants that folding makes grow no larger than this, unless {@link OptimizerOptions} says otherwise: 1 MiB. */
    public static final long DEFAULT_MAX_CONSTANT_BYTES = 1 << 20;

    private final Model model;
    private final long maxConstantBytes;
    private final List<String> fired = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, Integer> nextSuffix = new HashMap<>();
    private @Nullable Set<String> names;
    private long steps;

    private PassContext(Model model, long maxConstantBytes) {
        this.model = model;
        this.maxConstantBytes = maxConstantBytes;
    }

    /** A context for one pass over the graph of a model. */
    public static PassContext of(Model model) {
        return new PassContext(model, DEFAULT_MAX_CONSTANT_BYTES);
    }

    static PassContext of(Model model, long maxConstantBytes) {
        return new PassContext(model, maxConstantBytes);
    }

    /** The version of the standard operator set that the model is written in. */
    public long opset() {
        return model.opset();
    }

    /** The model with its graph replaced, for services that look at whole models. */
    public Model modelOf(Graph graph) {
        return model.withGraph(graph);
    }

    /** The most bytes that one constant made by folding may take. */
    public long maxConstantBytes() {
        return maxConstantBytes;
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
