package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Node;
import java.util.Optional;

/**
 * The graph of an {@code .espdl} model: quantized, laid out and in the order in which the chip runs it.
 *
 * @param name the graph's name
 * @param docString free text, may be empty
 * @param nodes in topological order. The runtime reads {@code quant_type} ({@code S8}, {@code S16}, {@code F32}) of every node, and
 *     {@code activation}, {@code lut} and the attributes of ONNX of some
 * @param initializers constants in the order of the file; Espressif's exporter puts tables of activations first
 * @param inputs what a caller supplies
 * @param outputs what a caller gets
 * @param values type, shape and exponent of every activation, graph inputs and outputs included
 * @param testInputs inputs that the chip tests itself with. Where several have one name, the n-th belongs to the n-th test, and the runtime
 *     sees the first only
 * @param testOutputs what it must compute from them; outputs, or values between
 */
public record EspdlGraph(
        String name,
        String docString,
        ImmutableList<Node> nodes,
        ImmutableList<EspdlTensor> initializers,
        ImmutableList<EspdlValue> inputs,
        ImmutableList<EspdlValue> outputs,
        ImmutableList<EspdlValue> values,
        ImmutableList<EspdlTensor> testInputs,
        ImmutableList<EspdlTensor> testOutputs) {

    /** The constant of that name. */
    public Optional<EspdlTensor> initializer(String valueName) {
        return initializers.stream().filter(t -> t.name().equals(valueName)).findFirst();
    }

    /** What is known of the activation of that name: from the list of values, else from the inputs and outputs. */
    public Optional<EspdlValue> value(String valueName) {
        return Optional.<EspdlValue>empty()
                .or(() -> find(values, valueName))
                .or(() -> find(inputs, valueName))
                .or(() -> find(outputs, valueName));
    }

    /** The same graph with other test values. */
    public EspdlGraph withTests(ImmutableList<EspdlTensor> newInputs, ImmutableList<EspdlTensor> newOutputs) {
        return new EspdlGraph(name, docString, nodes, initializers, inputs, outputs, values, newInputs, newOutputs);
    }

    private static Optional<EspdlValue> find(ImmutableList<EspdlValue> among, String valueName) {
        return among.stream().filter(v -> v.name().equals(valueName)).findFirst();
    }
}
