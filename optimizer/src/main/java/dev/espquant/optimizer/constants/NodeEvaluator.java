package dev.espquant.optimizer.constants;

import dev.espquant.ir.Tensor;
import java.util.List;

/** Computes nodes of constant inputs. */
@FunctionalInterface
public interface NodeEvaluator {
    /**
     * The outputs of a node, in order, those that are left out included as any tensor.
     *
     * @return an empty list if the node is not computed here
     */
    List<Tensor> evaluate(ConstantCall call);

    /** An evaluator that computes nothing. */
    static NodeEvaluator none() {
        return call -> List.of();
    }
}
