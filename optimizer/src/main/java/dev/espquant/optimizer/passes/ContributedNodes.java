package dev.espquant.optimizer.passes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.StandardOperator;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Map;

/**
 * Nodes of ONNX Runtime's own operators, for what the operator set of the model does not have yet. The file stays one that ONNX Runtime runs;
 * {@link StandardOperator} tells chips and exporters which standard operator is meant.
 */
public final class ContributedNodes {
    private ContributedNodes() {}

    /** A node in place of the root of a match: its name, its output, one input. */
    public static Node unary(Match match, String opType, String input, Map<String, Attribute> attributes) {
        match.context()
                .changeModel(model -> model.opsets().containsKey(StandardOperator.MICROSOFT)
                        ? model
                        : model.withOpset(StandardOperator.MICROSOFT, 1));
        return new Node(
                match.root().name(),
                opType,
                StandardOperator.MICROSOFT,
                ImmutableList.of(input),
                match.root().outputs(),
                ImmutableMap.copyOf(attributes),
                "",
                Opaque.empty());
    }
}
