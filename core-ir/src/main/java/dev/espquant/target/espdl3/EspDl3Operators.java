package dev.espquant.target.espdl3;

import com.google.common.collect.ImmutableList;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;

/**
 * The operators of ESP-DL 3.x that this toolkit quantizes and exports, with their conditions and exponent rules. What the simulator of
 * {@code .espdl} files runs is more: it takes files of other exporters too.
 */
public final class EspDl3Operators {
    private static final OperatorSupport TABLE = OperatorSupport.of(rules());

    private EspDl3Operators() {}

    public static OperatorSupport table() {
        return TABLE;
    }

    private static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(
                OperatorRule.of("Conv", ExponentRule.OWN_RANGE),
                OperatorRule.of("Gemm", ExponentRule.OWN_RANGE),
                OperatorRule.of("Relu", ExponentRule.ACTIVATION),
                OperatorRule.of("MaxPool", ExponentRule.SAME_AS_INPUT),
                OperatorRule.of("Flatten", ExponentRule.SAME_AS_INPUT));
    }
}
