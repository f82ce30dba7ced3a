package dev.espquant.target.espdl1;

import com.google.common.collect.ImmutableList;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;

/**
 * The operators of ESP-DL 1.x: those that Espressif's own toolkit accepts, and those beyond them that the library's layers can carry out
 * (Clip, BatchNormalization as a depthwise layer, MatMul by a constant, Unsqueeze, Identity, Dropout). 1-D and 2-D.
 *
 * <p>The groups, one class each: layers with weights, pools, element-wise operators, and operators that only move data. Two conditions hold for
 * every operator: only its first output is used, and the batch stays the first axis, because a chip sees one image at a time.
 */
public final class EspDl1Operators {
    private static final OperatorSupport TABLE = OperatorSupport.of(rules(), Rewrites.ADVICE);

    private EspDl1Operators() {}

    public static OperatorSupport table() {
        return TABLE;
    }

    private static ImmutableList<OperatorRule> rules() {
        return ImmutableList.<OperatorRule>builder()
                .addAll(WeightedOperators.rules())
                .addAll(PoolOperators.rules())
                .addAll(ElementwiseOperators.rules())
                .addAll(DataMovementOperators.rules())
                .build();
    }
}
