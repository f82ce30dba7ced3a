package dev.espquant.optimizer.rewrite;

import dev.espquant.ir.Graph;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;

/** A pass that looks for one pattern and replaces what it finds. */
public abstract class PatternPass implements GraphPass {
    private final String name;
    private final String summary;
    private final Phase phase;
    private final Pattern pattern;

    /**
     * Declares the pass.
     *
     * @param pattern what to look for; its root is the last node of the pattern in the order of the graph
     */
    protected PatternPass(String name, String summary, Phase phase, Pattern pattern) {
        this.name = name;
        this.summary = summary;
        this.phase = phase;
        this.pattern = pattern;
    }

    /**
     * Looks at a match more closely than a pattern can and replaces it, or leaves it alone. The pass has fired if a method of the match that
     * replaces something was called and succeeded.
     */
    protected abstract void rewrite(Match match);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final Phase phase() {
        return phase;
    }

    @Override
    public final Graph apply(Graph graph, PassContext context) {
        return Rewriter.sweep(graph, context, pattern, this::rewrite);
    }
}
