package dev.espquant.target.espdl3;

import com.google.common.collect.ImmutableList;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;

/**
 * The operators of ESP-DL 3.x that this toolkit quantizes and exports, with their conditions and exponent rules. What the simulator of
 * {@code .espdl} files runs is more: it takes files of other exporters too.
 *
 * <p>The groups, one class each: layers with weights, pools and reductions, operators that compute element by element, norms, comparisons,
 * recurrent layers, and operators that only move data. What no condition of a node can say is checked with the model: layers of 16 bits are kept away from Resize, whose kernel of that
 * width does nothing, and no layer shifts to the left.
 */
public final class EspDl3Operators {
    private static final OperatorSupport TABLE = OperatorSupport.of(rules(), Rewrites.ADVICE);

    private EspDl3Operators() {}

    public static OperatorSupport table() {
        return TABLE;
    }

    private static ImmutableList<OperatorRule> rules() {
        return ImmutableList.<OperatorRule>builder()
                .addAll(LayerOperators.rules())
                .addAll(ReductionOperators.rules())
                .addAll(ArithmeticOperators.rules())
                .addAll(NormalizingOperators.rules())
                .addAll(ComparingOperators.rules())
                .addAll(RecurrentOperators.rules())
                .addAll(MovingOperators.rules())
                .build();
    }
}
