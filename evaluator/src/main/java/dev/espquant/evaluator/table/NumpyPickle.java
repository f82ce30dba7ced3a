package dev.espquant.evaluator.table;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.table.PickleValue.Array;
import dev.espquant.evaluator.table.PickleValue.Bytes;
import dev.espquant.evaluator.table.PickleValue.Callable;
import dev.espquant.evaluator.table.PickleValue.ElementType;
import dev.espquant.evaluator.table.PickleValue.Real;
import dev.espquant.evaluator.table.PickleValue.Text;
import dev.espquant.evaluator.table.PickleValue.Tuple;
import dev.espquant.evaluator.table.PickleValue.Whole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * What NumPy's pickled objects mean: {@code scalar(dtype, bytes)}, {@code dtype(code, align, copy)} with its state, an empty array with its
 * state, and {@code _frombuffer(bytes, dtype, shape, order)}. Every other combination gives an empty result, which the reader refuses.
 */
final class NumpyPickle {
    private final ByteBuffer file;

    NumpyPickle(ByteBuffer file) {
        this.file = file;
    }

    /** What {@code callable(arguments)} makes. */
    Optional<PickleValue> call(Callable callable, List<PickleValue> arguments) {
        return switch (callable) {
            case DTYPE ->
                arguments.size() == 3 && arguments.get(0) instanceof Text code
                        ? elementType(code.value())
                        : Optional.empty();
            case SCALAR ->
                arguments.size() == 2
                                && arguments.get(0) instanceof ElementType type
                                && arguments.get(1) instanceof Bytes bytes
                                && bytes.length() == type.type.bytes()
                        ? Optional.of(new Real(elements(type, bytes).get(0)))
                        : Optional.empty();
            case RECONSTRUCT ->
                arguments.size() == 3 && arguments.get(0) == Callable.NDARRAY
                        ? Optional.of(new Array())
                        : Optional.empty();
            case FROM_BUFFER ->
                arguments.size() == 4
                                && arguments.get(0) instanceof Bytes bytes
                                && arguments.get(1) instanceof ElementType type
                                && arguments.get(2) instanceof Tuple shape
                        ? Optional.of(filled(new Array(), shape, type, bytes))
                                .filter(a -> a.values != null)
                                .map(a -> a)
                        : Optional.empty();
            case NDARRAY -> Optional.empty();
        };
    }

    /** Gives an object its state; false if this is not how NumPy does it. */
    boolean build(PickleValue object, PickleValue state) {
        if (!(state instanceof Tuple tuple)) {
            return false;
        }
        ImmutableList<PickleValue> items = tuple.items();
        if (object instanceof ElementType type && items.size() >= 2 && items.get(1) instanceof Text order) {
            type.order = order.value().equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            return order.value().matches("[<>|=]");
        }
        return object instanceof Array array
                && array.values == null
                && items.size() == 5
                && items.get(1) instanceof Tuple shape
                && items.get(2) instanceof ElementType type
                && items.get(4) instanceof Bytes bytes
                && filled(array, shape, type, bytes).values != null;
    }

    private static Optional<PickleValue> elementType(String code) {
        return NpyType.ofCode(code).map(ElementType::new);
    }

    /** Arrays of a table have one dimension. */
    private Array filled(Array array, Tuple shape, ElementType type, Bytes bytes) {
        if (shape.items().size() == 1
                && shape.items().get(0) instanceof Whole size
                && size.value() > 0
                && size.value() == (double) bytes.length() / type.type.bytes()) {
            array.values = elements(type, bytes);
        }
        return array;
    }

    private ImmutableDoubleArray elements(ElementType type, Bytes bytes) {
        ByteBuffer in = file.slice(bytes.offset(), bytes.length()).order(type.order);
        ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
        for (int i = 0; i < bytes.length() / type.type.bytes(); i++) {
            values.add(type.type.real(in, i));
        }
        return values.build();
    }
}
