package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import dev.espquant.exporter.cpp.CppText;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.quant.QuantizedGraph;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of {@code <name>_model.hpp}: the class {@code <name>::Network}. */
final class HeaderText {
    private static final String CLASS = "Network";

    private final QuantizedGraph graph;
    private final ModelPlan plan;
    private final String name;
    private final String element;
    private final MemberNames members;
    private final CppWriter cpp = new CppWriter();

    private HeaderText(QuantizedGraph graph, ModelPlan plan, String name) {
        this.graph = graph;
        this.plan = plan;
        this.name = name;
        this.element = LayerSteps.element(plan.bits());
        this.members = MemberNames.of(plan, name, name + "_coefficient");
    }

    static String of(QuantizedGraph graph, ModelPlan plan, String name) {
        return new HeaderText(graph, plan, name).write();
    }

    private String write() {
        Set<LayerClass> kinds = EnumSet.noneOf(LayerClass.class);
        plan.steps().forEach(step -> kinds.add(step.kind()));
        cpp.line("#pragma once").blank();
        cpp.line("#include <stdint.h>").line("#include <vector>");
        cpp.line("#include \"dl_layer_model.hpp\"");
        Set<String> headers = new TreeSet<>();
        kinds.stream().filter(kind -> !kind.isPlain()).forEach(kind -> headers.add(kind.header()));
        headers.forEach(header -> cpp.line("#include \"" + header + "\""));
        cpp.line("#include \"" + name + "_coefficient.hpp\"").blank();
        cpp.open("namespace " + name);
        cpp.line("using namespace dl;").line("using namespace dl::layer;").blank();
        PlainLayers.write(kinds, cpp);
        writeClass();
        return cpp.close().toString();
    }

    private void writeClass() {
        cpp.line("/**");
        cpp.line(" * " + CppText.comment(graph.graph().name()) + ", " + graph.scheme() + ", for "
                + CppText.comment(graph.target().title()) + " under "
                + graph.runtime().runtime().title() + ".");
        cpp.line(" *");
        plan.inputs().forEach(port -> cpp.line(" * input " + Ports.describe(port)));
        plan.outputs().forEach(port -> cpp.line(" * output " + Ports.describe(port)));
        cpp.line(" *");
        cpp.line(" * A tensor is freed as soon as the last layer that reads it has run; so are the inputs.");
        cpp.line(" */");
        cpp.open("class " + CLASS + " : public Model<" + element + ">");
        cpp.label("private:");
        for (int i = 0; i < plan.steps().size(); i++) {
            cpp.line(plan.steps().get(i).type() + " " + members.layer(i) + ";");
        }
        for (int i = 1; i < plan.inputs().size(); i++) {
            cpp.line("Tensor<" + element + "> *" + MemberNames.inputName(i) + ";");
        }
        cpp.blank();
        cpp.label("public:");
        constructor();
        for (int i = 1; i < plan.inputs().size(); i++) {
            String input = MemberNames.inputName(i);
            cpp.line("/** Says where this input is; before every forward(). */");
            cpp.open("void set_" + input + "(Tensor<" + element + "> &tensor)")
                    .line("this->" + input + " = &tensor;")
                    .close()
                    .blank();
        }
        build();
        call();
        getters();
        cpp.close(";");
    }

    private void constructor() {
        ImmutableList.Builder<String> initializers = ImmutableList.builder();
        for (int i = 0; i < plan.steps().size(); i++) {
            String arguments = plan.steps().get(i).arguments().stream()
                    .map(argument -> argument.text(plan.constants(), name + "_coefficient"))
                    .collect(Collectors.joining(", "));
            initializers.add(members.layer(i) + "(" + arguments + ")");
        }
        for (int i = 1; i < plan.inputs().size(); i++) {
            initializers.add(MemberNames.inputName(i) + "(NULL)");
        }
        List<String> list = initializers.build();
        for (int i = 0; i < list.size(); i++) {
            cpp.line((i == 0 ? CLASS + "() : " : "            ") + list.get(i) + (i + 1 < list.size() ? "," : ""));
        }
        cpp.line("{").line("}").blank();
    }

    private void build() {
        cpp.line("/** Settles the shape of every tensor; forward() calls it. */");
        cpp.open("void build(Tensor<" + element + "> &input)");
        for (int i = 0; i < plan.steps().size(); i++) {
            run(i, "build");
        }
        cpp.close().blank();
    }

    private void call() {
        cpp.line("/** Runs the layers; forward() calls it. */");
        cpp.open("void call(Tensor<" + element + "> &input)");
        ImmutableList<ImmutableList<Buffer>> released = plan.released();
        for (int i = 0; i < plan.steps().size(); i++) {
            run(i, "call");
            released.get(i).forEach(buffer -> cpp.line(members.tensor(buffer) + ".free_element();"));
        }
        cpp.close().blank();
    }

    private void run(int i, String function) {
        LayerStep step = plan.steps().get(i);
        boolean list = step.kind() == LayerClass.CONCAT;
        String inputs = step.inputs().stream()
                .map(buffer -> (list ? "&" : "") + members.tensor(buffer))
                .collect(Collectors.joining(", "));
        cpp.line("this->" + members.layer(i) + "." + function + "(" + (list ? "{" + inputs + "}" : inputs) + ");");
        step.exponent().ifPresent(e -> cpp.line(members.tensor(step.output()) + ".set_exponent(" + e + ");"));
    }

    private void getters() {
        for (int i = 0; i < plan.outputs().size(); i++) {
            ModelPlan.Port port = plan.outputs().get(i);
            cpp.line("/** Output " + Ports.describe(port) + " */");
            cpp.open("Tensor<" + element + "> &" + MemberNames.getter(plan, i) + "()")
                    .line("return " + members.tensor(port.buffer()) + ";")
                    .close();
        }
    }
}
