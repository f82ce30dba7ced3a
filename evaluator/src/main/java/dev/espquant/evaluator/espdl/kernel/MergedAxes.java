package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlContext;

/** How the runtime's loops over two operands see their axes: neighbours along which both behave alike are one. */
final class MergedAxes {
    private MergedAxes() {}

    /** Whether the innermost loop reads the same element of an operand again and again. It decides about the order of operations. */
    static boolean lastIsOne(EspdlContext context, int operand) {
        int[] mine = context.input(operand).toSizes();
        int[] other = context.input(1 - operand).toSizes();
        for (int back = 1; back <= Math.max(mine.length, other.length); back++) {
            int a = back <= mine.length ? mine[mine.length - back] : 1;
            int b = back <= other.length ? other[other.length - back] : 1;
            if (a != 1 || b != 1) {
                return a == 1;
            }
        }
        return true;
    }
}
