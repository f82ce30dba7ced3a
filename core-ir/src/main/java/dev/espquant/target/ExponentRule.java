package dev.espquant.target;

/** Where the exponent of an operator's output comes from. */
public enum ExponentRule {
    /** From the range of the output itself, measured behind an activation that is fused to the operator. */
    OWN_RANGE,
    /** The input's exponent; the operator is an activation that a computing operator in front of it absorbs. */
    ACTIVATION,
    /** The first input's exponent: the integers pass unchanged, or nearly so. */
    SAME_AS_INPUT,
    /** All data inputs and the output share one exponent. */
    ALL_EQUAL,
    /** The output has none: it is real numbers. A reader that computes in integers quantizes them first. */
    REAL_OUTPUT,
    /** All inputs share the smallest exponent that holds each of them; the output is true or false and has none. */
    COMPARED_INPUTS
}
