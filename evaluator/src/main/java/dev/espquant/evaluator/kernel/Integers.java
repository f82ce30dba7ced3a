package dev.espquant.evaluator.kernel;

import dev.espquant.quant.QuantizedTensor;
import java.util.Arrays;

/** Integers of constants as kernels want them. */
public final class Integers {
    private Integers() {}

    /** The integers of a constant, row major. */
    public static int[] of(QuantizedTensor constant) {
        return Arrays.stream(constant.integers().toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }
}
