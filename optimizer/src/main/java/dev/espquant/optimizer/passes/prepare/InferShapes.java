package dev.espquant.optimizer.passes.prepare;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;

/**
 * Gives every value the type and shape that follow from the graph's inputs.
 *
 * <pre>
 * x [N,3,32,32] -> Conv -> y        becomes        x [N,3,32,32] -> Conv -> y [N,8,30,30]
 * </pre>
 */
@AutoService(GraphPass.class)
public final class InferShapes implements GraphPass {
    @Override
    public String name() {
        return "infer_shapes";
    }

    @Override
    public String summary() {
        return "gives every value its type and shape";
    }

    @Override
    public Phase phase() {
        return Phase.PREPARE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        return context.infer(graph).graph();
    }
}
