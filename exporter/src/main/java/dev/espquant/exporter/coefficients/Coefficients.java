package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.exporter.cpp.CppName;
import dev.espquant.exporter.cpp.CppScope;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.ir.Node;
import dev.espquant.quant.QuantizedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The constants of a quantized model, by layer, with their names in C++.
 *
 * @param layers those that have constants, in the graph's order
 */
public record Coefficients(ImmutableList<Entry> layers) {

    /**
     * The constants of one layer.
     *
     * @param base what their identifiers begin with
     * @param sections filter, bias and activation, as far as there are any
     */
    public record Entry(String base, ImmutableList<Section> sections) {

        /** The call that hands out the constant of a kind, such as {@code get_conv_1_filter()}; empty if there is none. */
        public Optional<String> getterCall(String suffix) {
            return sections.stream()
                    .filter(s -> s.suffix().equals(suffix))
                    .map(s -> s.getter(base) + "()")
                    .findFirst();
        }
    }

    /** Finds the constants of a model; {@link dev.espquant.ir.GraphException} where ESP-DL 1.x cannot hold them. */
    public static Coefficients of(QuantizedGraph graph) {
        ImmutableList.Builder<LayerConstants> layers = ImmutableList.builder();
        for (Layer layer : Layer.of(graph.graph())) {
            ImmutableList<Section> parts = sections(graph, layer);
            if (!parts.isEmpty()) {
                layers.add(new LayerConstants(layer.constantsName(), parts));
            }
        }
        return named(layers.build());
    }

    /** Gives constants their names: those that they should have, as far as C++ allows. */
    public static Coefficients named(List<LayerConstants> layers) {
        List<CppScope.Wish> wishes = new ArrayList<>();
        for (LayerConstants layer : layers) {
            wishes.add(new CppScope.Wish(CppName.clean(layer.name()), base -> identifiers(layer.sections(), base)));
        }
        ImmutableList<String> bases = new CppScope().assign(wishes);
        ImmutableList.Builder<Entry> entries = ImmutableList.builder();
        for (int i = 0; i < layers.size(); i++) {
            entries.add(new Entry(bases.get(i), layers.get(i).sections()));
        }
        return new Coefficients(entries.build());
    }

    /** The text of {@code <name>.cpp}. */
    public String source(String name) {
        CppWriter cpp = new CppWriter();
        cpp.line("#include \"" + name + ".hpp\"").line("using namespace dl;").blank();
        cpp.open("namespace " + name);
        for (Entry entry : layers) {
            for (Section section : entry.sections()) {
                section.define(entry.base(), cpp);
                section.defineGetter(entry.base(), cpp);
            }
        }
        return cpp.close().toString();
    }

    /** The text of {@code <name>.hpp}. */
    public String header(String name) {
        CppWriter hpp = new CppWriter();
        hpp.line("#pragma once").blank();
        hpp.line("#include <stdint.h>").line("#include \"dl_constant.hpp\"").blank();
        hpp.open("namespace " + name);
        for (Entry entry : layers) {
            entry.sections().forEach(section -> section.declareGetter(entry.base(), hpp));
        }
        return hpp.close().toString();
    }

    private static ImmutableList<Section> sections(QuantizedGraph graph, Layer layer) {
        ImmutableList.Builder<Section> sections = ImmutableList.builder();
        Node node = layer.node();
        if (layer.hasFilter()) {
            LayerFilter filter = LayerFilter.of(graph, node);
            sections.add(FilterSection.of(graph, filter));
            BiasSection.of(graph, node, filter.outputs()).ifPresent(sections::add);
        }
        layer.activation().ifPresent(activation -> sections.add(ActivationSection.of(graph, activation)));
        if (hasSlopes(node)) {
            sections.add(ActivationSection.of(graph, node));
        }
        return sections.build();
    }

    /** An activation that stands alone needs its slopes exported; Espressif's tool has no case for it. */
    private static boolean hasSlopes(Node node) {
        return node.is("LeakyRelu") || node.is("PRelu");
    }

    private static ImmutableSet<String> identifiers(List<Section> sections, String base) {
        return sections.stream()
                .flatMap(section -> section.identifiers(base).stream())
                .collect(ImmutableSet.toImmutableSet());
    }
}
