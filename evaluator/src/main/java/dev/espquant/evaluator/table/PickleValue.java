package dev.espquant.evaluator.table;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.evaluator.data.NpyType;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The few kinds of objects that a pickled table consists of. Nothing else can come into being while one is read. */
sealed interface PickleValue {

    /** Where a group of arguments begins. */
    record Mark() implements PickleValue {}

    record None() implements PickleValue {}

    record Text(String value) implements PickleValue {}

    /** A whole number or a boolean. */
    record Whole(long value) implements PickleValue {}

    /** A float, or a NumPy scalar. */
    record Real(double value) implements PickleValue {}

    record Tuple(ImmutableList<PickleValue> items) implements PickleValue {}

    /** Bytes of the file, by place; they are not copied. */
    record Bytes(int offset, int length) implements PickleValue {}

    /** The table itself. */
    record Dictionary(Map<String, PickleValue> entries) implements PickleValue {
        Dictionary() {
            this(new LinkedHashMap<>());
        }
    }

    /** A NumPy element type; its byte order comes with the state that follows it. */
    final class ElementType implements PickleValue {
        final NpyType type;
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;

        ElementType(NpyType type) {
            this.type = type;
        }
    }

    /** A NumPy array; its elements come with the state that follows it. */
    final class Array implements PickleValue {
        @Nullable
        ImmutableDoubleArray values;
    }

    /** The functions and classes that may be named: how NumPy pickles arrays, scalars and element types. None is ever run. */
    enum Callable implements PickleValue {
        SCALAR("scalar", "numpy.core.multiarray", "numpy._core.multiarray"),
        RECONSTRUCT("_reconstruct", "numpy.core.multiarray", "numpy._core.multiarray"),
        FROM_BUFFER("_frombuffer", "numpy.core.numeric", "numpy._core.numeric"),
        DTYPE("dtype", "numpy"),
        NDARRAY("ndarray", "numpy");

        private final String attribute;
        private final ImmutableList<String> modules;

        Callable(String attribute, String... modules) {
            this.attribute = attribute;
            this.modules = ImmutableList.copyOf(modules);
        }

        static Optional<Callable> find(String module, String attribute) {
            for (Callable callable : values()) {
                if (callable.attribute.equals(attribute) && callable.modules.contains(module)) {
                    return Optional.of(callable);
                }
            }
            return Optional.empty();
        }
    }
}
