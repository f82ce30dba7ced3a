package dev.espquant.evaluator.espdl;

import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a simulation of one node, for tests of what kernels are made of. */
public final class EspdlRuns {
    private final EspdlContext context;
    private final EspdlArray input;

    private EspdlRuns(EspdlContext context, EspdlArray input) {
        this.context = context;
        this.input = input;
    }

    public static EspdlRuns of(EspdlNodeTester tester) {
        EspdlGraph graph = tester.graph();
        Node node = graph.nodes().get(0);
        Map<String, ArrayType> types = new HashMap<>();
        Map<String, EspdlTensor> constants = new HashMap<>();
        graph.values().forEach(v -> types.put(v.name(), ArrayType.of(v)));
        graph.initializers().forEach(t -> types.put(t.name(), ArrayType.of(t)));
        graph.initializers().forEach(t -> constants.put(t.name(), t));
        return new EspdlRuns(new EspdlContext(tester.facts(), node, types, constants), tester.firstInput());
    }

    public EspdlContext context() {
        return context;
    }

    /** A run with the first input and an output of some sizes. */
    public NodeRun run(int... outSizes) {
        ArrayType type = context.output(0);
        EspdlArray output = EspdlArray.zeros(type.type(), outSizes, type.exponent());
        return new NodeRun(context.rounding(), new Scratch(), List.of(Optional.of(input)), new EspdlArray[] {output});
    }
}
