package dev.espquant.evaluator.kernel;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.target.Runtime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The kernels of one runtime, by operator. */
public final class Kernels {
    private final Runtime runtime;
    private final ImmutableMap<String, OperatorKernel> byOpType;

    private Kernels(Runtime runtime, Map<String, OperatorKernel> byOpType) {
        this.runtime = runtime;
        this.byOpType = ImmutableMap.copyOf(byOpType);
    }

    /** All kernels on the class path of the thread's context class loader for a runtime; {@link GraphException} if two compute the same operator. */
    public static Kernels load(Runtime runtime) {
        Map<String, OperatorKernel> found = new LinkedHashMap<>();
        for (OperatorKernel kernel : ServiceLoader.load(OperatorKernel.class)) {
            if (kernel.runtime() == runtime) {
                kernel.opTypes().forEach(opType -> putOnce(found, opType, kernel));
            }
        }
        return new Kernels(runtime, found);
    }

    /** These kernels, with one of them taking the place of whatever computed its operators. */
    public Kernels with(OperatorKernel kernel) {
        Map<String, OperatorKernel> result = new LinkedHashMap<>(byOpType);
        kernel.opTypes().forEach(opType -> result.put(opType, kernel));
        return new Kernels(runtime, result);
    }

    /** The kernel of a node's operator; {@link GraphException} if there is none. */
    public OperatorKernel of(Node node) {
        OperatorKernel kernel = node.domain().isEmpty() ? byOpType.get(node.opType()) : null;
        if (kernel == null) {
            throw GraphException.because("no kernel simulates it under " + runtime.title())
                    .node(node)
                    .fix("install a kernel for this operator")
                    .buildUnsupported();
        }
        return kernel;
    }

    private static void putOnce(Map<String, OperatorKernel> found, String opType, OperatorKernel kernel) {
        OperatorKernel other = found.putIfAbsent(opType, kernel);
        if (other != null) {
            throw GraphException.because("two kernels compute " + opType + ": "
                            + other.getClass().getName() + " and "
                            + kernel.getClass().getName())
                    .fix("remove one of the jars")
                    .build();
        }
    }
}
