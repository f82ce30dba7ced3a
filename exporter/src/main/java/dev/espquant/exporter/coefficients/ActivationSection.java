package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.cpp.CppArray;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import java.util.Optional;

/**
 * An activation that a layer applies.
 *
 * @param kind ESP-DL's name for it
 * @param bits width of the activations
 * @param slopes of negative values; none for a Relu
 */
public record ActivationSection(Kind kind, BitWidth bits, Optional<Slopes> slopes) implements Section {

    /** ESP-DL 1.x's activations, as its headers write them. */
    public enum Kind {
        ReLU,
        LeakyReLU,
        PReLU
    }

    /** Slopes as integers: one for LeakyReLU, one or one per channel for PReLU. */
    public record Slopes(ImmutableIntArray elements, int exponent) {}

    static ActivationSection of(QuantizedGraph graph, Node node) {
        BitWidth bits = graph.scheme().bits();
        return switch (node.opType()) {
            case "Relu" -> new ActivationSection(Kind.ReLU, bits, Optional.empty());
            case "LeakyRelu" ->
                new ActivationSection(Kind.LeakyReLU, bits, Optional.of(slopes(graph, node.name() + "_alpha")));
            case "PRelu" ->
                new ActivationSection(
                        Kind.PReLU,
                        bits,
                        Optional.of(slopes(graph, node.inputs().get(1))));
            default -> throw new IllegalArgumentException("no activation: " + node);
        };
    }

    private static Slopes slopes(QuantizedGraph graph, String name) {
        QuantizedTensor alpha = graph.constant(name);
        return new Slopes(
                LayerFilter.integers(alpha.integers()), alpha.parameters().exponent());
    }

    @Override
    public String suffix() {
        return "activation";
    }

    @Override
    public String cppType() {
        return "Activation<" + Section.cType(bits) + ">";
    }

    @Override
    public ImmutableSet<String> arraySuffixes() {
        return slopes.isPresent() ? ImmutableSet.of("activation_element") : ImmutableSet.of();
    }

    @Override
    public void define(String base, CppWriter cpp) {
        String head = "const static " + cppType() + " " + constant(base) + "(" + kind;
        if (slopes.isEmpty()) {
            cpp.line(head + ");");
            return;
        }
        ImmutableIntArray elements = slopes.get().elements();
        Section.defineElements(base + "_activation_element", bits, CppArray.elements(elements.toArray()), cpp);
        cpp.line(head + ", " + base + "_activation_element, " + slopes.get().exponent() + ", {" + elements.length()
                + ",});");
    }
}
