package dev.espquant.exporter.model;

import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.PixelScaling;
import dev.espquant.exporter.cpp.CppArray;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.espdl1.ConstantRules;

/** The text of {@code <name>_example.cpp}: from pixels or real numbers to the model's integers, a run, and back to real numbers. */
final class ExampleText {
    private static final int PIXEL_VALUES = 256;

    private final ModelPlan plan;
    private final ExportRequest request;
    private final String element;
    private final CppWriter cpp = new CppWriter();

    private ExampleText(ModelPlan plan, ExportRequest request) {
        this.plan = plan;
        this.request = request;
        this.element = LayerSteps.element(plan.bits());
    }

    static String of(ModelPlan plan, ExportRequest request) {
        return new ExampleText(plan, request).write();
    }

    private String write() {
        cpp.line("#include <math.h>")
                .line("#include <stdint.h>")
                .line("#include <stdio.h>")
                .line("#include <vector>");
        cpp.line("#include \"" + request.name() + "_model.hpp\"");
        if (request.golden().isPresent()) {
            cpp.line("#include \"" + request.name() + "_golden.hpp\"");
        }
        cpp.blank();
        cpp.open("namespace " + request.name());
        quantization();
        for (int i = 0; i < plan.inputs().size(); i++) {
            conversions(i);
        }
        run();
        cpp.close().blank();
        appMain();
        return cpp.toString();
    }

    private void quantization() {
        BitWidth bits = plan.bits();
        cpp.line("/** The integer of a real number: to the nearest, ties to even, clipped to the width. */");
        cpp.open("static inline " + element + " quantize(float value, int exponent)");
        cpp.line("float integer = rintf(ldexpf(value, -exponent));");
        cpp.line("return (" + element + ")(integer > " + bits.max() + " ? " + bits.max() + " : integer < " + bits.min()
                + " ? " + bits.min() + " : integer);");
        cpp.close().blank();
    }

    private void conversions(int i) {
        ModelPlan.Port port = plan.inputs().get(i);
        int count = port.view().elementCount();
        int exponent = port.buffer().exponent();
        PixelScaling scaling = request.pixels().orElse(PixelScaling.NONE);
        cpp.line("/** Input " + Ports.describe(port) + ": from real numbers. */");
        cpp.open("void " + function("quantize_input", i) + "(const float *values, " + element + " *integers)");
        cpp.open("for (int i = 0; i < " + count + "; i++)")
                .line("integers[i] = quantize(values[i], " + exponent + ");")
                .close();
        cpp.close().blank();
        cpp.line("/** (pixel - " + scaling.mean() + ") / " + scaling.deviation() + " in integers, for every pixel. */");
        cpp.line("static const " + element + " " + function("pixel_integers", i) + "[" + PIXEL_VALUES + "] = {");
        cpp.raw(CppArray.elements(pixels(scaling, exponent))).raw("};\n").blank();
        cpp.line("/** Input " + Ports.describe(port) + ": from pixels of 8 bits, in the same order. */");
        cpp.open("void " + function("quantize_pixels", i) + "(const uint8_t *pixels, " + element + " *integers)");
        cpp.open("for (int i = 0; i < " + count + "; i++)")
                .line("integers[i] = " + function("pixel_integers", i) + "[pixels[i]];")
                .close();
        cpp.close().blank();
    }

    private int[] pixels(PixelScaling scaling, int exponent) {
        int[] table = new int[PIXEL_VALUES];
        for (int pixel = 0; pixel < PIXEL_VALUES; pixel++) {
            table[pixel] = ConstantRules.bound(scaling.apply(pixel), exponent, plan.bits());
        }
        return table;
    }

    private void run() {
        cpp.line("/** Runs the model on pixels and prints what it answers. */");
        cpp.open("void run(Network &network" + parameters() + ")");
        for (int i = 0; i < plan.inputs().size(); i++) {
            ModelPlan.Port port = plan.inputs().get(i);
            String tensor = i == 0 ? "input" : MemberNames.inputName(i);
            cpp.line("Tensor<" + element + "> " + tensor + ";");
            cpp.line(tensor + ".set_exponent(" + port.buffer().exponent() + ");");
            cpp.line(tensor + ".set_shape(" + Dims.list(port.buffer().dims()) + ");");
            cpp.line(tensor + ".malloc_element();");
            cpp.line(function("quantize_pixels", i) + "(pixels_" + i + ", " + tensor + ".get_element_ptr());");
            if (i > 0) {
                cpp.line("network.set_" + tensor + "(" + tensor + ");");
            }
        }
        cpp.line("network.forward(input);");
        for (int i = 0; i < plan.outputs().size(); i++) {
            ModelPlan.Port port = plan.outputs().get(i);
            int count = port.view().elementCount();
            cpp.line("const " + element + " *output_" + i + " = network." + MemberNames.getter(plan, i)
                    + "().get_element_ptr();");
            cpp.line("int largest_" + i + " = 0;");
            cpp.open("for (int i = 0; i < " + count + "; i++)");
            cpp.line("printf(\"output " + i + "[%d] = %f\\n\", i, (double)ldexpf(output_" + i + "[i], "
                    + port.buffer().exponent() + "));");
            cpp.line("largest_" + i + " = output_" + i + "[i] > output_" + i + "[largest_" + i + "] ? i : largest_" + i
                    + ";");
            cpp.close();
            cpp.line("printf(\"largest of output " + i + ": %d\\n\", largest_" + i + ");");
        }
        cpp.close();
    }

    private void appMain() {
        String space = request.name() + "::";
        cpp.open("extern \"C\" void app_main(void)");
        cpp.line(space + "Network network;");
        if (request.golden().isPresent()) {
            cpp.line("printf(\"self-check: %d integers wrong\\n\", " + space + "check(network));");
        }
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < plan.inputs().size(); i++) {
            int count = plan.inputs().get(i).view().elementCount();
            cpp.line("// Black; put a picture here.");
            cpp.line("std::vector<uint8_t> pixels_" + i + "(" + count + ", 0);");
            arguments.append(", pixels_").append(i).append(".data()");
        }
        cpp.line(space + "run(network" + arguments + ");");
        cpp.close();
    }

    private String parameters() {
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < plan.inputs().size(); i++) {
            parameters.append(", const uint8_t *pixels_").append(i);
        }
        return parameters.toString();
    }

    private String function(String base, int input) {
        return plan.inputs().size() == 1 ? base : base + "_" + input;
    }
}
