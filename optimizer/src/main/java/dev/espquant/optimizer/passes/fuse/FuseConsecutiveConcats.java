package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a Concat inside of a Concat along the same axis part of it.
 *
 * <pre>
 * a, b -> Concat -> c; c, d -> Concat -> y        becomes        a, b, d -> Concat -> y
 * </pre>
 *
 * Only if nothing else reads the inner one.
 */
@AutoService(GraphPass.class)
public final class FuseConsecutiveConcats extends PatternPass {
    public FuseConsecutiveConcats() {
        super("fuse_consecutive_concats", "makes nested Concat nodes one", Phase.FUSE, Pattern.op("Concat"));
    }

    @Override
    protected void rewrite(Match match) {
        List<String> inputs = new ArrayList<>();
        for (String input : match.root().inputs()) {
            Optional<Node> inner = match.producer(input).filter(node -> isPart(match, node, input));
            if (inner.isPresent()) {
                inputs.addAll(inner.get().inputs());
            } else {
                inputs.add(input);
            }
        }
        if (inputs.size() > match.root().inputs().size()) {
            match.replace(match.root().withInputs(inputs));
        }
    }

    private static boolean isPart(Match match, Node inner, String value) {
        return inner.is("Concat")
                && inner.inputs().size() > 1
                && inner.attribute("axis").equals(match.root().attribute("axis"))
                && match.uses(value) == 1
                && !match.isPinned(value);
    }
}
