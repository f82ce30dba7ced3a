package dev.espquant.target.espdl1;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.oneOutput;

import com.google.common.collect.ImmutableList;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
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
        return OperatorRule.of(opType, exponents).and(Conditions.window());
    }

    private static OperatorRule whole(String opType) {
        return OperatorRule.of(opType, ExponentRule.SAME_AS_INPUT, computed(0), Conditions.planes(), oneOutput());
    }
}
