package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Node;
import java.util.Optional;

/**
 * One layer of the generated class.
 *
 * @param node the node that it belongs to
 * @param kind its class
 * @param type the class with its template arguments
 * @param arguments of its constructor
 * @param inputs tensors that it reads
 * @param output the tensor that it owns
 * @param exponent the output's exponent, where the class would not know it
 */
record LayerStep(
        Node node,
        LayerClass kind,
        String type,
        ImmutableList<Argument> arguments,
        ImmutableList<Buffer> inputs,
        Buffer output,
        Optional<Integer> exponent) {

    /** A layer whose output has the exponent that its class gives it. */
    static LayerStep of(
            Node node,
            LayerClass kind,
            String type,
            ImmutableList<Argument> arguments,
            ImmutableList<Buffer> inputs,
            Buffer output) {
        return new LayerStep(node, kind, type, arguments, inputs, output, Optional.empty());
    }

    /** The same layer, whose output is told its exponent. */
    LayerStep withOutput(Buffer told) {
        return new LayerStep(node, kind, type, arguments, inputs, told, Optional.of(told.exponent()));
    }
}
