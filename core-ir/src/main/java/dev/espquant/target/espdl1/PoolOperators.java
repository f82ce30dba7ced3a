package dev.espquant.target.espdl1;

import static dev.espquant.target.Conditions.all;
import static dev.espquant.target.Conditions.atLeast;
import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.isZero;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;

import com.google.common.collect.ImmutableList;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;

/** Pools over windows and over whole planes. */
final class PoolOperators {
    private PoolOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(
                window("MaxPool", ExponentRule.SAME_AS_INPUT),
                window("AveragePool", ExponentRule.OWN_RANGE),
                whole("GlobalMaxPool"),
                whole("GlobalAveragePool"));
    }

    private static OperatorRule window(String opType, ExponentRule exponents) {
        return OperatorRule.of(
                opType,
                exponents,
                computed(0),
                planes(),
                all("dilations", 1, "pool a Slice with steps, or retrain without dilation"),
                atLeast("strides", 1, "strides count from 1"),
                atLeast("pads", 0, "crop with Slice instead"),
                isZero("ceil_mode", "set ceil_mode to 0 and widen the pads at the end to the same output size"),
                isZero("storage_order", "set storage_order to 0"),
                oneOutput());
    }

    private static OperatorRule whole(String opType) {
        return OperatorRule.of(opType, ExponentRule.SAME_AS_INPUT, computed(0), planes(), oneOutput());
    }

    private static OperatorCondition planes() {
        return rank(0, 3, 4, "1-D or 2-D pool");
    }
}
