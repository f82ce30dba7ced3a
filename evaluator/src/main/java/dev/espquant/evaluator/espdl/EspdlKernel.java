package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableSet;

/**
 * The arithmetic of operators of {@code .espdl} files, in the runtime's layout. Implementations are found through
 * {@link java.util.ServiceLoader}; a new operator is one class, registered with {@code @AutoService(EspdlKernel.class)}, and one test.
 */
public interface EspdlKernel {

    /** The operators that it computes, as files name them: {@code Conv}. */
    ImmutableSet<String> opTypes();

    /**
     * Prepares one node: reads attributes and constants, checks them and all sizes, and does once what need not be done in every run.
     *
     * @throws dev.espquant.ir.GraphException if the node is one that it cannot compute
     */
    PreparedNode prepare(EspdlContext context);
}
