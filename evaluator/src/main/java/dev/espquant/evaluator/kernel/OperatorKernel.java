package dev.espquant.evaluator.kernel;

import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;
import java.util.Optional;

/**
 * The integer arithmetic of an operator under one runtime. Implementations are found through {@link java.util.ServiceLoader}; a new operator is one
 * class, registered with {@code @AutoService(OperatorKernel.class)}, and one test.
 */
public interface OperatorKernel {

    /** The ONNX operators that it computes, such as {@code Conv}. */
    ImmutableSet<String> opTypes();

    /** The runtime whose arithmetic it has. */
    Runtime runtime();

    /**
     * Prepares one node: reads attributes and constants, checks them, and does once what need not be done for every image.
     *
     * @throws dev.espquant.ir.GraphException if the node is one that it cannot compute
     */
    PreparedKernel prepare(KernelContext context);

    /**
     * The node in the words of the engine, which computes batches of images; empty where there are none for it, and {@link #prepare} is used. Both
     * give the same integers.
     *
     * @throws dev.espquant.ir.GraphException if the node is one that it cannot compute
     */
    default Optional<EngineOperator> describe(KernelContext context) {
        return Optional.empty();
    }
}
