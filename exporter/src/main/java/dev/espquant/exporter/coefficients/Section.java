package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableSet;
import dev.espquant.exporter.cpp.CppWriter;
import dev.espquant.quant.BitWidth;

/** One constant of a layer in the exported text: its definition, its getter and the getter's declaration. */
public sealed interface Section permits FilterSection, BiasSection, ActivationSection {

    /** What the identifiers of this constant end in: {@code filter}, {@code bias} or {@code activation}. */
    String suffix();

    /** The class of the constant, with its element type. */
    String cppType();

    /** Suffixes of the arrays behind the constant, such as {@code filter_element}. */
    ImmutableSet<String> arraySuffixes();

    /** Writes the arrays and the constant. */
    void define(String base, CppWriter cpp);

    /** Everything that is declared for a base name. */
    default ImmutableSet<String> identifiers(String base) {
        ImmutableSet.Builder<String> names = ImmutableSet.builder();
        names.add(constant(base)).add(getter(base));
        arraySuffixes().forEach(array -> names.add(base + "_" + array));
        return names.build();
    }

    /** The constant's identifier. */
    default String constant(String base) {
        return base + "_" + suffix();
    }

    /** The identifier of the function that hands out the constant. */
    default String getter(String base) {
        return "get_" + constant(base);
    }

    /** The getter's definition. */
    default void defineGetter(String base, CppWriter cpp) {
        cpp.lines("""
                        const %s *%s()
                        {
                        \treturn &%s;
                        }""".formatted(cppType(), getter(base), constant(base)));
        cpp.blank();
    }

    /** The getter's declaration. */
    default void declareGetter(String base, CppWriter hpp) {
        hpp.line("const dl::" + cppType() + " *" + getter(base) + "();");
    }

    /** The C type of an integer width. */
    static String cType(BitWidth bits) {
        return bits.label() + "_t";
    }

    /** An array of elements, aligned for the chips' vector loads. */
    static void defineElements(String identifier, BitWidth bits, String elements, CppWriter cpp) {
        cpp.line("const static __attribute__((aligned(16))) " + cType(bits) + " " + identifier + "[] = {");
        cpp.raw(elements).raw("};\n").blank();
    }
}
