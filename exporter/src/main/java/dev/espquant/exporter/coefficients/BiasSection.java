package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.cpp.CppArray;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * A layer's bias.
 *
 * @param elements one integer per output channel
 * @param granularity of the filter that it goes with
 * @param parameters what the integers mean
 */
public record BiasSection(ImmutableIntArray elements, Granularity granularity, QuantizationParameters parameters)
        implements Section {
    /** What stands where one exponent would: the kernels take those of input and filter. */
    private static final int PER_CHANNEL_EXPONENT = -128;

    /** The bias of a Conv or Gemm with so many output channels; empty if it has none. */
    public static Optional<BiasSection> of(QuantizedGraph graph, Node node, int outputs) {
        return node.input(2).map(name -> {
            QuantizedTensor bias = graph.constant(name);
            return new BiasSection(
                    perChannel(node, name, LayerFilter.integers(bias.integers()), outputs),
                    graph.scheme().granularity(),
                    bias.parameters());
        });
    }

    /** A Gemm may have one bias for all channels; the chip wants one for each. */
    private static ImmutableIntArray perChannel(Node node, String name, ImmutableIntArray values, int outputs) {
        if (values.length() == outputs) {
            return values;
        }
        if (values.length() == 1) {
            int[] all = new int[outputs];
            Arrays.fill(all, values.get(0));
            return ImmutableIntArray.copyOf(all);
        }
        throw GraphException.because("a bias of " + values.length() + " elements for " + outputs + " output channels")
                .node(node)
                .value(name)
                .fix("give one bias per output channel, or use an Add")
                .buildUnsupported();
    }

    @Override
    public String suffix() {
        return "bias";
    }

    @Override
    public String cppType() {
        return "Bias<" + Section.cType(parameters.bits()) + ">";
    }

    @Override
    public ImmutableSet<String> arraySuffixes() {
        return ImmutableSet.of("bias_element");
    }

    @Override
    public void define(String base, CppWriter cpp) {
        Section.defineElements(base + "_bias_element", parameters.bits(), CppArray.elements(elements.toArray()), cpp);
        int exponent = switch (granularity) {
            case PER_TENSOR -> parameters.exponent();
            case PER_CHANNEL -> PER_CHANNEL_EXPONENT;
        };
        cpp.line("const static " + cppType() + " " + constant(base) + "(" + base + "_bias_element, " + exponent + ", {"
                + elements.length() + ",});");
    }
}
