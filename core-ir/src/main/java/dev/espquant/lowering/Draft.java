package dev.espquant.lowering;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlTensor;

/**
 * A model on its way from ONNX to the runtime.
 *
 * @param inputs names of the graph's inputs
 * @param outputs names of the graph's outputs
 * @param nodes producers before consumers, with the runtime's operators and attributes
 * @param values inputs and outputs of nodes
 * @param constants by name; filters in the order of ONNX until they are packed, biases as floats until their exponents are known
 */
record Draft(
        ImmutableList<String> inputs,
        ImmutableList<String> outputs,
        ImmutableList<Node> nodes,
        ImmutableMap<String, DraftValue> values,
        ImmutableMap<String, EspdlTensor> constants) {

    /** The value of that name, which exists. */
    DraftValue value(String name) {
        DraftValue value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value '" + name + "'");
        }
        return value;
    }

    /** The constant of that name, which exists. */
    EspdlTensor constant(String name) {
        EspdlTensor constant = constants.get(name);
        if (constant == null) {
            throw new IllegalStateException("no constant '" + name + "'");
        }
        return constant;
    }

    /** The nodes that read each value, once per use. */
    ImmutableListMultimap<String, Node> readers() {
        ImmutableListMultimap.Builder<String, Node> readers = ImmutableListMultimap.builder();
        nodes.forEach(node -> node.inputs().forEach(input -> readers.put(input, node)));
        return readers.build();
    }
}
