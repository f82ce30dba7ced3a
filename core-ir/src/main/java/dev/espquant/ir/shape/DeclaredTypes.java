package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings together what a file declares of a computed value and what inference found.
 *
 * <p>What is inferred was derived from inputs and weights, so it wins: exporters write annotations from a traced run, with the batch of that
 * run, or forget them when they edit the graph. A declaration fills in only what inference leaves open: an unknown element type, rank or
 * size. An inferred symbol stays a symbol although the declaration has a number.
 */
final class DeclaredTypes {
    private DeclaredTypes() {}

    /** The type to go on with. */
    static ValueType merge(ValueType inferred, ValueType declared) {
        if (!(declared instanceof TensorType there)) {
            return inferred instanceof TensorType here && here.elementType().isPresent() ? inferred : declared;
        }
        if (!(inferred instanceof TensorType found)) {
            return inferred;
        }
        Optional<DataType> type = found.elementType().or(there::elementType);
        if (found.shape().isEmpty()) {
            return new TensorType(type, there.shape());
        }
        Shape shape = found.shape().get();
        Optional<Shape> other = there.shape().filter(s -> s.rank() == shape.rank());
        return new TensorType(type, Optional.of(other.map(s -> fill(shape, s)).orElse(shape)));
    }

    /** Whether no run can satisfy both: other element types, other ranks or other numbers on one axis. */
    static boolean contradict(ValueType inferred, ValueType declared) {
        if (!(inferred instanceof TensorType found) || !(declared instanceof TensorType there)) {
            return false;
        }
        boolean types = found.elementType().isPresent()
                && there.elementType().isPresent()
                && !found.elementType().equals(there.elementType());
        boolean shapes = found.shape().isPresent()
                && there.shape().isPresent()
                && Dimensions.merge(found.shape().get(), there.shape().get()).isEmpty();
        return types || shapes;
    }

    private static Shape fill(Shape inferred, Shape declared) {
        List<Dimension> filled = new ArrayList<>();
        for (int axis = 0; axis < inferred.rank(); axis++) {
            Dimension dimension = inferred.dimension(axis);
            filled.add(Dimensions.isKnown(dimension) ? dimension : declared.dimension(axis));
        }
        return Shape.of(filled);
    }
}
