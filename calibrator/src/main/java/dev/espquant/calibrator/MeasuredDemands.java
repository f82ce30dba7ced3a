package dev.espquant.calibrator;

import dev.espquant.calibrator.exponent.ConstantExponents;
import dev.espquant.calibrator.exponent.Demands;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;
import dev.espquant.target.Runtime;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The exponents that single values ask for, by what was measured. A model input's is {@code round(log2(max|x| / q))} with every method (ESP-DL
 * 1.x: up to 41 % above the range saturates), or the one that the user sets. For ESP-DL 3.x it is the smallest at which nothing is more than one step
 * out of range, so that numbers from 0 to 1 get -7 at 8 bits.
 */
final class MeasuredDemands implements Demands {
    /** No exponent is larger in magnitude: beyond, shifts between tensors leave 64 bits. */
    private static final int LIMIT = 63;

    private final Graph graph;
    private final ValueStatistics statistics;
    private final CalibrationOptions options;
    private final ConstantExponents constants;
    private final Function<String, BitWidth> widths;

    /** @param widths the width of every value */
    MeasuredDemands(
            Graph graph,
            ValueStatistics statistics,
            CalibrationOptions options,
            ConstantExponents constants,
            Function<String, BitWidth> widths) {
        this.widths = widths;
        this.graph = graph;
        this.statistics = statistics;
        this.options = options;
        this.constants = constants;
    }

    /** What a value gets in which nothing but zeros was seen: integers that stand for numbers from -1 to 1. */
    int undecided() {
        return 1 - options.scheme().bits().bits();
    }

    @Override
    public OptionalInt input(String value) {
        Integer set = options.inputExponents().get(value);
        if (set != null) {
            return OptionalInt.of(set);
        }
        double max = statistics.range(value).maxMagnitude();
        if (max == 0) {
            return OptionalInt.empty();
        }
        int largest = widths.apply(value).max();
        return limited(
                value,
                options.runtime().runtime() == Runtime.ESP_DL_3
                        ? Exponents.ceilLog2(max / (largest + 1))
                        : Exponents.roundLog2(max / largest));
    }

    @Override
    public OptionalInt measured(String value) {
        Integer set = options.inputExponents().get(value);
        if (set != null) {
            return OptionalInt.of(set);
        }
        OptionalInt exponent =
                statistics.estimate(value).map(Estimate::exponent).orElse(OptionalInt.empty());
        return exponent.isPresent() ? limited(value, exponent.getAsInt()) : exponent;
    }

    @Override
    public OptionalInt wholeRange(String value) {
        double max = statistics.range(value).maxMagnitude();
        return max == 0
                ? OptionalInt.empty()
                : limited(value, Exponents.ceilLog2(max / widths.apply(value).max()));
    }

    @Override
    public OptionalInt constant(String value) {
        return graph.initializer(value)
                .map(t -> OptionalInt.of(constants.ofTensor(value, t)))
                .orElse(OptionalInt.empty());
    }

    /** Values too small for the limit lose nothing that matters with a larger exponent; values too large cannot be computed with. */
    private static OptionalInt limited(String value, int exponent) {
        if (exponent > LIMIT) {
            throw GraphException.because("its values reach beyond 2^" + LIMIT + " times the largest integer")
                    .value(value)
                    .fix("scale the samples as in training")
                    .build();
        }
        return OptionalInt.of(Math.max(exponent, -LIMIT));
    }
}
