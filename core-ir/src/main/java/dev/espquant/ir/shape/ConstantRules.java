package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tensors that are made from nothing but attributes and sizes: constants, fillings, ranges, random numbers. */
final class ConstantRules {
    private ConstantRules() {}

    /** {@code Constant}: the one attribute that is set decides type and shape. */
    static Inferred constant(RuleContext node) {
        for (String name : node.node().attributes().keySet()) {
            Attribute attribute = node.node().attributes().get(name);
            if (attribute instanceof Attribute.OfTensor tensor) {
                return Inferred.of(tensor.value());
            }
            if (name.startsWith("value_") && attribute != null) {
                return constant(attribute);
            }
        }
        return Inferred.nothing();
    }

    /** {@code ConstantOfShape}: a float 0 unless {@code value} says otherwise. */
    static Inferred constantOfShape(RuleContext node) {
        Tensor fill = Attributes.tensor(node.node(), "value").orElseGet(() -> Tensor.ofFloats(new long[] {1}, 0f));
        Optional<Shape> shape = Targets.shape(node, 0);
        Inferred result = Inferred.of(Optional.of(fill.type()), shape);
        Optional<Elements> element = Elements.of(fill).filter(e -> e.count() == 1);
        return shape.filter(Elements::fits).isEmpty()
                ? result
                : result.withElements(element.map(e -> Elements.filled(e.type(), shape.get(), e.get(0))));
    }

    /** {@code Range}: start, limit and delta; as many elements as steps fit below the limit. */
    static Inferred range(RuleContext node) {
        Optional<DataType> type = node.commonType(0, 1, 2);
        Inferred open = Inferred.of(type, Optional.of(Dimensions.unknownShape(1)));
        if (type.isEmpty()
                || node.elements(0).isEmpty()
                || node.elements(1).isEmpty()
                || node.elements(2).isEmpty()) {
            return open;
        }
        Element start = only(node, 0);
        Element limit = only(node, 1);
        Element delta = only(node, 2);
        if (ElementMath.isZero(delta)) {
            throw node.error(2, "a step of 0 never reaches the limit").build();
        }
        Optional<Dimension> count = rangeCount(node, type.get(), start, limit, delta);
        if (count.isEmpty()) {
            return open;
        }
        Shape shape = Shape.of(List.of(count.get()));
        Inferred result = Inferred.of(type, Optional.of(shape));
        return Elements.fits(shape) && type.get().isInteger()
                ? result.withElements(Optional.of(progression(type.get(), shape, start, delta)))
                : result;
    }

    /** {@code RandomNormal}, {@code RandomUniform}: shape and type are attributes. */
    static Inferred random(RuleContext node) {
        return Inferred.of(
                node.typeAttribute("dtype").or(() -> Optional.of(DataType.FLOAT)),
                node.node()
                        .intsAttribute("shape")
                        .map(sizes -> Shape.of(Arrays.stream(sizes)
                                .mapToObj(size -> node.dimension(size, "a size of 'shape'"))
                                .toList())));
    }

    /** Like the input, of the type that {@code dtype} names or of the input's: {@code EyeLike}, {@code RandomNormalLike}, {@code Bernoulli}. */
    static Inferred like(RuleContext node) {
        return Inferred.of(node.typeAttribute("dtype").or(() -> node.type(0)), node.shape(0));
    }

    /** {@code HannWindow} and its relatives: a vector whose length is the input. */
    static Inferred window(RuleContext node) {
        DataType type = node.typeAttribute("output_datatype").orElse(DataType.FLOAT);
        Dimension length = node.integer(0)
                .map(n -> node.dimension(n, "the length of the window"))
                .orElse(Dimension.unknown());
        return Inferred.of(type, Shape.of(List.of(length)));
    }

    private static Inferred constant(Attribute attribute) {
        if (attribute instanceof Attribute.OfInt i) {
            return Inferred.of(Elements.scalar(DataType.INT64, Element.of(i.value())));
        }
        if (attribute instanceof Attribute.OfInts i) {
            return Inferred.of(Tensor.vector(i.values().toArray()));
        }
        if (attribute instanceof Attribute.OfFloat f) {
            return Inferred.of(Elements.scalar(DataType.FLOAT, new Element.Real(f.value())));
        }
        if (attribute instanceof Attribute.OfFloats f) {
            Shape shape = Shape.of(f.values().size());
            Inferred vector = Inferred.of(DataType.FLOAT, shape);
            return Elements.fits(shape)
                    ? Inferred.of(Elements.vector(
                            DataType.FLOAT,
                            f.values().stream().map(Element.Real::new).toList()))
                    : vector;
        }
        if (attribute instanceof Attribute.OfString) {
            return Inferred.of(DataType.STRING, Shape.of());
        }
        return attribute instanceof Attribute.OfStrings s
                ? Inferred.of(DataType.STRING, Shape.of(s.values().size()))
                : Inferred.nothing();
    }

    private static Element only(RuleContext node, int input) {
        Elements elements = node.elements(input).orElseThrow();
        if (elements.count() != 1) {
            throw node.error(input, "start, limit and delta are one number each")
                    .build();
        }
        return elements.get(0);
    }

    private static Optional<Dimension> rangeCount(
            RuleContext node, DataType type, Element start, Element limit, Element delta) {
        if (ElementMath.isZero(start) && delta.equals(Element.of(1)) && limit instanceof Element.Term) {
            return Optional.of(limit.toDimension());
        }
        if (start instanceof Element.Whole a && limit instanceof Element.Whole b && delta instanceof Element.Whole c) {
            long distance = Math.subtractExact(b.value(), a.value());
            long whole = distance / c.value();
            return Optional.of(Dimension.of(
                    Math.max(0, distance % c.value() == 0 || distance < 0 != c.value() < 0 ? whole : whole + 1)));
        }
        if (start instanceof Element.Real a && limit instanceof Element.Real b && delta instanceof Element.Real c) {
            double count = Math.max(0, Math.ceil((b.value() - a.value()) / c.value()));
            if (!(count < 0x1p53)) {
                throw node.error("a range of " + type.onnxName() + " with " + count + " elements is too long")
                        .build();
            }
            return Optional.of(Dimension.of((long) count));
        }
        return Optional.empty();
    }

    private static Elements progression(DataType type, Shape shape, Element start, Element delta) {
        ImmutableList.Builder<Element> values = ImmutableList.builder();
        Element next = start;
        for (long i = 0; i < shape.elementCount(); i++) {
            values.add(next);
            next = ElementMath.add(type, next, delta);
        }
        return new Elements(type, shape, values.build());
    }
}
