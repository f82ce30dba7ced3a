package dev.espquant.target;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * An operator that a runtime has.
 *
 * @param opType ONNX operator of the standard domain
 * @param exponents where the output's exponent comes from
 * @param conditions what must hold of a node
 * @param note one line for the operator table, may be empty
 */
public record OperatorRule(
        String opType, ExponentRule exponents, ImmutableList<OperatorCondition> conditions, String note) {

    public static OperatorRule of(String opType, ExponentRule exponents, OperatorCondition... conditions) {
        return new OperatorRule(opType, exponents, ImmutableList.copyOf(List.of(conditions)), "");
    }

    /** The rule with more conditions behind its own. */
    public OperatorRule and(List<OperatorCondition> more) {
        return new OperatorRule(
                opType,
                exponents,
                ImmutableList.<OperatorCondition>builder()
                        .addAll(conditions)
                        .addAll(more)
                        .build(),
                note);
    }

    /** The rule with more conditions behind its own. */
    public OperatorRule and(OperatorCondition... more) {
        return and(List.of(more));
    }

    public OperatorRule withNote(String newNote) {
        return new OperatorRule(opType, exponents, conditions, newNote);
    }
}
