package dev.espquant.optimizer.passes.lower;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The nodes into which a node is taken apart, one after the other; the last one makes its output. */
final class Steps {
    private final Match match;
    private final List<Node> nodes = new ArrayList<>();

    Steps(Match match) {
        this.match = match;
    }

    /** Adds a node that leaves type and sizes of the root's first input as they are; gives its output. */
    String add(String opType, String... inputs) {
        String name = addUndeclared(opType, inputs);
        match.type(match.root().inputs().get(0)).ifPresent(type -> match.declare(name, type));
        return name;
    }

    /** Adds a node whose output may have any sizes; gives its output. */
    String addUndeclared(String opType, String... inputs) {
        String name = match.context().freshName(match.root().name() + "_" + opType.toLowerCase(Locale.ROOT));
        nodes.add(Node.of(name, opType, List.of(inputs), List.of(name)));
        return name;
    }

    /** Adds a node that takes a value and a number. */
    String add(String opType, String input, double number) {
        return add(opType, input, number(number));
    }

    /** The name of a constant that is one number. */
    String number(double number) {
        return match.addConstant(match.root().name() + "_number", Tensor.ofFloats(new long[0], (float) number));
    }

    /** Changes the node that was added last. */
    void setLast(Node node) {
        nodes.set(nodes.size() - 1, node);
    }

    Node last() {
        return nodes.get(nodes.size() - 1);
    }

    /** Puts the nodes in place of the root. */
    void replace() {
        setLast(last().withOutputs(List.of(match.root().output())));
        match.replace(nodes.toArray(Node[]::new));
    }
}
