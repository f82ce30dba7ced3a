package dev.espquant.exporter.model;

import dev.espquant.exporter.GoldenRun;
import dev.espquant.exporter.cpp.CppArray;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The text of {@code <name>_golden.hpp}: an input, the integers that the model must answer with, and a function that compares. */
final class GoldenText {
    private final ModelPlan plan;
    private final GoldenRun golden;
    private final String element;
    private final CppWriter cpp = new CppWriter();

    private GoldenText(ModelPlan plan, GoldenRun golden) {
        this.plan = plan;
        this.golden = golden;
        this.element = LayerSteps.element(plan.bits());
    }

    /** {@link GraphException} if the golden run is not one of this model. */
    static String of(ModelPlan plan, GoldenRun golden, String name) {
        return new GoldenText(plan, golden).write(name);
    }

    private String write(String name) {
        cpp.line("#pragma once").blank();
        cpp.line("#include \"" + name + "_model.hpp\"").blank();
        cpp.open("namespace " + name);
        for (int i = 0; i < plan.inputs().size(); i++) {
            array("golden_input_" + i, plan.inputs().get(i), golden.inputs());
        }
        for (int i = 0; i < plan.outputs().size(); i++) {
            array("golden_output_" + i, plan.outputs().get(i), golden.outputs());
        }
        check();
        return cpp.close().toString();
    }

    private void array(String identifier, ModelPlan.Port port, Map<String, Tensor> run) {
        Tensor tensor = Optional.ofNullable(run.get(port.name()))
                .orElseThrow(() -> refused(port, "the golden run has no integers for it"));
        if (tensor.elementCount() != port.view().elementCount() || !fits(tensor, plan.bits())) {
            throw refused(
                    port,
                    "the golden run's " + tensor + " is not one image of it in "
                            + plan.bits().label());
        }
        long[] integers = tensor.toLongs();
        int[] inMemory = Arrays.stream(port.view().elementsInMemory())
                .map(i -> Math.toIntExact(integers[i]))
                .toArray();
        cpp.line("/** " + Ports.shape(port) + " */");
        cpp.line("static const __attribute__((aligned(16))) " + element + " " + identifier + "[] = {");
        cpp.raw(CppArray.elements(inMemory)).raw("};\n").blank();
    }

    private static boolean fits(Tensor tensor, BitWidth bits) {
        return tensor.type().isInteger()
                && Arrays.stream(tensor.toLongs()).allMatch(v -> bits.min() <= v && v <= bits.max());
    }

    private void check() {
        cpp.line(
                "/** Runs the golden input and returns how many integers of the answer are wrong: 0 if the model computes what it should. */");
        cpp.open("inline int check(Network &network)");
        for (int i = 0; i < plan.inputs().size(); i++) {
            ModelPlan.Port port = plan.inputs().get(i);
            String tensor = i == 0 ? "input" : MemberNames.inputName(i);
            cpp.line("Tensor<" + element + "> " + tensor + ";");
            cpp.line(tensor + ".set_element((" + element + " *)golden_input_" + i + ");");
            cpp.line(tensor + ".set_exponent(" + port.buffer().exponent() + ");");
            cpp.line(tensor + ".set_shape(" + Dims.list(port.buffer().dims()) + ");");
            cpp.line(tensor + ".set_auto_free(false);");
            if (i > 0) {
                cpp.line("network.set_" + tensor + "(" + tensor + ");");
            }
        }
        cpp.line("network.forward(input);");
        cpp.line("int wrong = 0;");
        for (int i = 0; i < plan.outputs().size(); i++) {
            cpp.line("const " + element + " *output_" + i + " = network." + MemberNames.getter(plan, i)
                    + "().get_element_ptr();");
            cpp.open("for (int i = 0; i < " + plan.outputs().get(i).view().elementCount() + "; i++)");
            cpp.line("wrong += output_" + i + "[i] != golden_output_" + i + "[i];");
            cpp.close();
        }
        cpp.line("return wrong;").close();
    }

    private static GraphException refused(ModelPlan.Port port, String reason) {
        return GraphException.because(reason)
                .value(port.name())
                .fix("simulate this very model with one image")
                .build();
    }
}
