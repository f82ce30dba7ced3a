package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;

/** And, Or, Xor and Not: anything but zero is true; the result is 1 or 0. */
@AutoService(EspdlKernel.class)
public final class LogicKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("And", "Or", "Xor", "Not");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        if (context.node().is("Not")) {
            context.setOutput(0, context.input(0).toSizes());
            return LogicKernel::not;
        }
        Broadcast operands = Broadcast.of(context);
        String operator = context.node().opType();
        return run -> combine(run, operands, operator);
    }

    private static void not(NodeRun run) {
        EspdlArray output = run.output(0);
        for (int i = 0; i < output.count(); i++) {
            output.put(i, run.input(0).integer(i) == 0 ? 1 : 0);
        }
    }

    private static void combine(NodeRun run, Broadcast operands, String operator) {
        EspdlArray output = run.output(0);
        for (int i = 0; i < operands.count(); i++) {
            boolean a = run.input(0).integer(operands.left()[i]) != 0;
            boolean b = run.input(1).integer(operands.right()[i]) != 0;
            boolean result = switch (operator) {
                case "And" -> a && b;
                case "Or" -> a || b;
                default -> a != b;
            };
            output.put(i, result ? 1 : 0);
        }
    }
}
