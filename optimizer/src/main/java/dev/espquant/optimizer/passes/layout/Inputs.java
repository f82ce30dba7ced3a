package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Node;
import java.util.ArrayList;
import java.util.List;

/** Changes single inputs of nodes. */
final class Inputs {
    private Inputs() {}

    /** The node with one input replaced or added; inputs between are left out. */
    static Node with(Node node, int index, String value) {
        List<String> inputs = new ArrayList<>(node.inputs());
        while (inputs.size() <= index) {
            inputs.add("");
        }
        inputs.set(index, value);
        return node.withInputs(inputs);
    }
}
