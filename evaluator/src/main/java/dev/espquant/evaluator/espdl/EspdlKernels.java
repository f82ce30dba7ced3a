package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.plugin.Names;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kernels on the class path, by operator. */
public final class EspdlKernels {
    private final ImmutableSortedMap<String, EspdlKernel> byOpType;

    private EspdlKernels(Map<String, EspdlKernel> byOpType) {
        this.byOpType = ImmutableSortedMap.copyOf(byOpType);
    }

    /** All kernels that the thread's context class loader finds; {@link GraphException} if two compute the same operator. */
    public static EspdlKernels load() {
        Map<String, EspdlKernel> found = new TreeMap<>();
        for (EspdlKernel kernel : ServiceLoader.load(EspdlKernel.class)) {
            for (String opType : kernel.opTypes()) {
                EspdlKernel other = found.putIfAbsent(opType, kernel);
                if (other != null) {
                    throw GraphException.because("two kernels compute " + opType + ": "
                                    + other.getClass().getName() + " and "
                                    + kernel.getClass().getName())
                            .fix("remove one of the jars")
                            .build();
                }
            }
        }
        return new EspdlKernels(found);
    }

    /** The operators that can be computed, in alphabetical order. */
    public ImmutableSortedSet<String> opTypes() {
        return ImmutableSortedSet.copyOf(byOpType.keySet());
    }

    /** The kernel of a node's operator; {@link GraphException} if there is none. */
    EspdlKernel of(Node node) {
        EspdlKernel kernel = node.domain().isEmpty() ? byOpType.get(node.opType()) : null;
        if (kernel == null) {
            throw GraphException.because("operator " + node.opType() + " is not one that can be simulated")
                    .node(node)
                    .fix(Names.suggestion(node.opType(), byOpType.keySet()))
                    .buildUnsupported();
        }
        return kernel;
    }
}
