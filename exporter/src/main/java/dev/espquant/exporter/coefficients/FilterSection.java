package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.cpp.CppArray;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizedGraph;
import java.util.stream.Collectors;

/**
 * A layer's filter.
 *
 * @param filter its shape and exponents
 * @param granularity one exponent, or an array of them
 * @param packed the elements as they lie in the chip's memory
 */
public record FilterSection(LayerFilter filter, Granularity granularity, ImmutableIntArray packed) implements Section {

    /** A filter in the order in which the graph's target wants it. */
    public static FilterSection of(QuantizedGraph graph, LayerFilter filter) {
        FilterPacker packer = new FilterPacker(
                graph.runtime().filterLayout(), filter.parameters().bits());
        return new FilterSection(filter, graph.scheme().granularity(), packer.pack(filter));
    }

    @Override
    public String suffix() {
        return "filter";
    }

    @Override
    public String cppType() {
        return "Filter<" + Section.cType(filter.parameters().bits()) + ">";
    }

    @Override
    public ImmutableSet<String> arraySuffixes() {
        return switch (granularity) {
            case PER_TENSOR -> ImmutableSet.of("filter_element");
            case PER_CHANNEL -> ImmutableSet.of("filter_element", "filter_exponent");
        };
    }

    @Override
    public void define(String base, CppWriter cpp) {
        Section.defineElements(
                base + "_filter_element", filter.parameters().bits(), CppArray.elements(packed.toArray()), cpp);
        String head = "const static " + cppType() + " " + constant(base) + "(" + base + "_filter_element, ";
        switch (granularity) {
            case PER_TENSOR -> cpp.line(head + filter.parameters().exponent() + ", " + geometry() + ");");
            case PER_CHANNEL -> {
                String exponents =
                        filter.exponents().stream().mapToObj(String::valueOf).collect(Collectors.joining(", "));
                cpp.line("const static int8_t " + base + "_filter_exponent[] = {" + exponents + "};");
                cpp.line(head + base + "_filter_exponent, " + filter.outputs() + ", " + geometry() + ");");
            }
        }
    }

    /** {@code {kh, kw, Cin, Cout}}, depthwise {@code {kh, kw, C, multiplier}}, then the dilations. */
    private String geometry() {
        boolean depthwise = filter.kind() == LayerFilter.Kind.DEPTHWISE;
        return "{%d, %d, %d, %d}, {%d, %d}"
                .formatted(
                        filter.height(),
                        filter.width(),
                        depthwise ? filter.outputs() : filter.inputs(),
                        depthwise ? filter.inputs() : filter.outputs(),
                        filter.dilationY(),
                        filter.dilationX());
    }
}
