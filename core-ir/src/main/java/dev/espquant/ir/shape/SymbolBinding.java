package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the caller's input shapes say of symbolic sizes: {@code N} is 5 wherever the model declares {@code N}, and {@code 8*N} is 40. */
final class SymbolBinding {
    private final Map<String, Dimension> bound = new HashMap<>();

    /** Binds a symbol; false if it is bound to another number already. */
    boolean bind(String symbol, Dimension dimension) {
        Optional<Dimension> merged = Optional.ofNullable(bound.get(symbol))
                .map(old -> Dimensions.merge(old, dimension))
                .orElse(Optional.of(dimension));
        merged.ifPresent(m -> bound.put(symbol, m));
        return merged.isPresent();
    }

    ValueType apply(ValueType type) {
        return bound.isEmpty() || !(type instanceof TensorType tensor)
                ? type
                : new TensorType(tensor.elementType(), tensor.shape().map(this::apply));
    }

    private Shape apply(Shape shape) {
        return Shape.of(shape.dimensions().stream().map(this::apply).toList());
    }

    private Dimension apply(Dimension dimension) {
        if (dimension instanceof Dimension.Symbolic symbolic) {
            Dimension direct = bound.get(symbolic.name());
            return direct != null ? direct : applyToProduct(symbolic);
        }
        return dimension;
    }

    private Dimension applyToProduct(Dimension.Symbolic symbolic) {
        if (!(Element.of(symbolic) instanceof Element.Term term)
                || term.symbols().stream().noneMatch(bound::containsKey)) {
            return symbolic;
        }
        Element product = Element.of(term.factor());
        for (String symbol : term.symbols()) {
            Dimension factor = bound.getOrDefault(symbol, Dimension.named(symbol));
            product = ElementMath.multiply(DataType.INT64, product, Element.of(factor));
        }
        return product.toDimension();
    }
}
