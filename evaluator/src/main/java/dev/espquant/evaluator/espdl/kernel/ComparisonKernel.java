package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import java.util.Objects;
import java.util.function.IntPredicate;

/** Equal, Greater, GreaterOrEqual, Less and LessOrEqual: 1 or 0. The integers are compared; exponents are ignored, so they must be equal. */
@AutoService(EspdlKernel.class)
public final class ComparisonKernel implements EspdlKernel {
    private static final ImmutableMap<String, IntPredicate> TESTS = ImmutableMap.of(
            "Equal", order -> order == 0,
            "Greater", order -> order > 0,
            "GreaterOrEqual", order -> order >= 0,
            "Less", order -> order < 0,
            "LessOrEqual", order -> order <= 0);

    @Override
    public ImmutableSet<String> opTypes() {
        return TESTS.keySet();
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Broadcast operands = Broadcast.of(context);
        IntPredicate test = Objects.requireNonNull(TESTS.get(context.node().opType()));
        return run -> compare(run, operands, test);
    }

    private static void compare(NodeRun run, Broadcast operands, IntPredicate test) {
        EspdlArray left = run.input(0);
        EspdlArray right = run.input(1);
        EspdlArray output = run.output(0);
        for (int i = 0; i < operands.count(); i++) {
            int a = operands.left()[i];
            int b = operands.right()[i];
            int order = left.isReal()
                    ? Float.compare(left.real(a), right.real(b))
                    : Long.compare(left.integer(a), right.integer(b));
            output.put(i, test.test(order) ? 1 : 0);
        }
    }
}
