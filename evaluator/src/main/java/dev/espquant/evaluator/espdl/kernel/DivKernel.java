package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.ir.DataType;

/**
 * Div in float32, with {@code r = 2^(e_a - e_b - e_out)}: {@code a * r / b}; where one divisor serves a whole innermost run of elements,
 * {@code a * (r / b)}. Zero by anything is 0, anything else by zero the largest or smallest integer. ESP-DL's portable kernel, which every chip runs.
 * A single int8 number is divided, or divides, through a table that the runtime makes: there 0 / 0 is -128, and anything by 0 is 0.
 */
@AutoService(EspdlKernel.class)
public final class DivKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Div");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Broadcast operands = Broadcast.of(context);
        float scale = Rounding.power(context.input(0).exponent()
                - context.input(1).exponent()
                - context.output(0).exponent());
        boolean int8 = context.input(0).type() == DataType.INT8;
        boolean oneDividend = MergedAxes.lastIsOne(context, 0);
        boolean oneDivisor = MergedAxes.lastIsOne(context, 1) && !(int8 && oneDividend);
        boolean table =
                int8 && (context.input(0).count() == 1 || context.input(1).count() == 1) && (oneDividend || oneDivisor);
        Rule rule = table
                ? oneDividend ? Rule.TABLE_OF_DIVISORS : Rule.TABLE_OF_DIVIDENDS
                : oneDivisor ? Rule.RECIPROCAL : Rule.PLAIN;
        return run -> divide(run, operands, scale, rule);
    }

    /** The order of the operations, and what division by zero gives. */
    private enum Rule {
        PLAIN,
        RECIPROCAL,
        TABLE_OF_DIVISORS,
        TABLE_OF_DIVIDENDS
    }

    private static void divide(NodeRun run, Broadcast operands, float scale, Rule rule) {
        EspdlArray left = run.input(0);
        EspdlArray right = run.input(1);
        EspdlArray output = run.output(0);
        for (int i = 0; i < operands.count(); i++) {
            int a = operands.left()[i];
            int b = operands.right()[i];
            if (output.isReal()) {
                output.putReal(i, left.real(a) / right.real(b));
            } else {
                run.storeReal(output, i, quotient(left.integer(a), right.integer(b), scale, rule));
            }
        }
    }

    private static float quotient(long a, long b, float scale, Rule rule) {
        if (b == 0) {
            return byZero(a, rule);
        }
        return switch (rule) {
            case PLAIN, TABLE_OF_DIVISORS -> a * scale / b;
            case RECIPROCAL, TABLE_OF_DIVIDENDS -> a * (scale / b);
        };
    }

    /** Beyond every integer type, on the right side. */
    private static float byZero(long a, Rule rule) {
        float sign = a > 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
        return switch (rule) {
            case PLAIN, RECIPROCAL, TABLE_OF_DIVIDENDS -> a == 0 ? 0 : sign;
            case TABLE_OF_DIVISORS -> sign;
        };
    }
}
