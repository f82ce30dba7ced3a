package dev.espquant.exporter.model;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.cpp.CppText;
import java.util.stream.Collectors;

/** Words about a model's inputs and outputs. */
final class Ports {
    private Ports() {}

    /** {@code 'image': 28 x 28 x 1 (axes 2, 3, 1 of the model's), real = integer * 2^-7}. */
    static String describe(ModelPlan.Port port) {
        ImmutableIntArray order = port.view().order();
        String axes = order.length() <= 1
                ? ""
                : order.stream()
                        .mapToObj(axis -> String.valueOf(axis + 1))
                        .collect(Collectors.joining(", ", " (axes ", " of the model's)"));
        return "'" + CppText.comment(port.name()) + "': " + shape(port) + axes + ", real = integer * 2^"
                + port.buffer().exponent();
    }

    /** {@code 28 x 28 x 1}. */
    static String shape(ModelPlan.Port port) {
        return port.buffer().dims().stream().mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }
}
