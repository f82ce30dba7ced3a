package dev.espquant.quant;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the integers of constants. Nodes may share a constant as long as they need the same integers of it. */
final class QuantizedConstants {
    private record Entry(Node firstUser, QuantizedTensor tensor) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Adds a constant; {@link dev.espquant.ir.UnsupportedModelException} if another node needs other integers under the same name. */
    void put(Node node, String name, QuantizedTensor tensor) {
        Entry other = entries.putIfAbsent(name, new Entry(node, tensor));
        if (other != null && !other.tensor().equals(tensor)) {
            throw GraphException.because("node '" + other.firstUser().name()
                            + "' shares this constant but needs other integers of it (there " + describe(other.tensor())
                            + ", here "
                            + describe(tensor) + ")")
                    .node(node)
                    .value(name)
                    .fix("give each node a copy of the constant under a name of its own, and calibrate again")
                    .buildUnsupported();
        }
    }

    ImmutableMap<String, QuantizedTensor> build() {
        ImmutableMap.Builder<String, QuantizedTensor> tensors = ImmutableMap.builder();
        entries.forEach((name, entry) -> tensors.put(name, entry.tensor()));
        return tensors.buildOrThrow();
    }

    private static String describe(QuantizedTensor tensor) {
        return tensor.integers() + " with exponents " + tensor.parameters().exponents();
    }
}
