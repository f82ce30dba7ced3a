package dev.espquant.optimizer.constants;

import dev.espquant.ir.Tensor;
import java.util.Optional;

/** How an operator with one output is computed. */
@FunctionalInterface
interface ConstantOperator {
    /** The output; empty for element types or attributes that are not computed. May fail on malformed nodes. */
    Optional<Tensor> compute(ConstantCall call);
}
