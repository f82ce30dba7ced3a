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

    public OperatorRule withNote(String newNote) {
        return new OperatorRule(opType, exponents, conditions, newNote);
    }
}
