package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Operators that work element by element: activations, arithmetic, comparisons, casts. */
final class ElementwiseRules {
    private ElementwiseRules() {}

    /** The arithmetic of one operator on single elements of a type. */
    @FunctionalInterface
    interface Arithmetic {
        Element apply(DataType type, Element a, Element b);
    }

    /** The output is like the first input: activations, normalizations, {@code Clip}, {@code CumSum} and the like. */
    static Inferred sameAsFirst(RuleContext node) {
        return Inferred.of(node.type(0), node.shape(0));
    }

    /** {@code Identity}: everything that is known of the input, whatever its type. */
    static Inferred identity(RuleContext node) {
        return node.input(0);
    }

    /** {@code Mod}: followed with the sign of the divisor; {@code fmod}, which takes that of the dividend, is not. */
    static Inferred modulo(RuleContext node) {
        return node.flag("fmod", false)
                ? binary(node)
                : arithmetic(ElementMath::modulo).infer(node);
    }

    /** A function of one operand that small tensors are followed through. */
    static ShapeRule.OfOne unary(UnaryOperator<Element> function) {
        return node -> sameAsFirst(node).withElements(node.elements(0).map(e -> e.map(e.type(), function)));
    }

    /** A function of one operand that depends on its type. */
    static ShapeRule.OfOne unary(BiFunction<DataType, Element, Element> function) {
        return node -> sameAsFirst(node)
                .withElements(node.elements(0).map(e -> e.map(e.type(), x -> function.apply(e.type(), x))));
    }

    /** {@code Not}, {@code IsNaN}, {@code IsInf}. */
    static Inferred predicate(RuleContext node) {
        return Inferred.of(Optional.of(DataType.BOOL), node.shape(0));
    }

    static Inferred not(RuleContext node) {
        return predicate(node)
                .withElements(node.elements(0)
                        .map(e -> e.map(DataType.BOOL, x -> ElementMath.subtract(DataType.BOOL, Element.of(1), x))));
    }

    /** Two operands that broadcast and whose elements small tensors are followed through. */
    static ShapeRule.OfOne arithmetic(Arithmetic arithmetic) {
        return node -> {
            Optional<DataType> type = node.commonType(0, 1);
            Inferred result = Inferred.of(type, binaryShape(node));
            return type.map(t -> result.withElements(join(node, 0, 1, t, t, arithmetic)))
                    .orElse(result);
        };
    }

    /** Two operands that broadcast; the result has the first one's type ({@code Pow}, {@code BitShift}, {@code PRelu}). */
    static Inferred binary(RuleContext node) {
        return Inferred.of(node.type(0), binaryShape(node));
    }

    /** Two operands that broadcast to booleans: whether their order, a number below, at or above 0, is the one that is asked for. */
    static ShapeRule.OfOne comparison(IntPredicate order) {
        return logic((type, a, b) -> ElementMath.compare(a, b)
                .map(o -> Element.of(order.test(o) ? 1 : 0))
                .orElse(Element.unknown()));
    }

    /** Two operands that broadcast to booleans. */
    static ShapeRule.OfOne logic(Arithmetic logic) {
        return node -> {
            Optional<DataType> type = node.commonType(0, 1);
            return Inferred.of(Optional.of(DataType.BOOL), binaryShape(node))
                    .withElements(type.flatMap(t -> join(node, 0, 1, t, DataType.BOOL, logic)));
        };
    }

    /** {@code PRelu}: the slope broadcasts to the input, never the other way round. */
    static Inferred towardsFirst(RuleContext node) {
        if (node.opset() >= 7) {
            Broadcast.inputs(node, 0, 2);
        }
        return sameAsFirst(node);
    }

    /** {@code Sum}, {@code Mean}: any number of operands. */
    static Inferred variadic(RuleContext node) {
        int[] all = IntStream.range(0, node.inputCount()).toArray();
        return Inferred.of(node.commonType(all), Broadcast.inputs(node, 0, node.inputCount()));
    }

    /** {@code Max}, {@code Min}: any number of operands, two of which small tensors are followed through. */
    static ShapeRule.OfOne variadic(Arithmetic arithmetic) {
        return node -> {
            Inferred result = variadic(node);
            return node.inputCount() == 1
                    ? result.withElements(node.elements(0))
                    : node.inputCount() == 2
                            ? result.withElements(result.elementType().flatMap(t -> join(node, 0, 1, t, t, arithmetic)))
                            : result;
        };
    }

    /** {@code Where}: condition, then the two alternatives; all three broadcast. */
    static Inferred where(RuleContext node) {
        Inferred result = Inferred.of(node.commonType(1, 2), Broadcast.inputs(node, 0, 3));
        Optional<Shape> shape = result.shape().filter(Elements::fits);
        if (shape.isEmpty()
                || IntStream.range(0, 3).anyMatch(i -> node.elements(i).isEmpty())) {
            return result;
        }
        Elements condition = node.elements(0).get().broadcast(shape.get());
        Elements yes = node.elements(1).get().broadcast(shape.get());
        Elements no = node.elements(2).get().broadcast(shape.get());
        List<Element> chosen = IntStream.range(0, condition.count())
                .mapToObj(i -> choose(condition.get(i), yes.get(i), no.get(i)))
                .toList();
        return result.withElements(Optional.of(new Elements(yes.type(), shape.get(), ImmutableList.copyOf(chosen))));
    }

    /** {@code Cast}, {@code CastLike}, {@code BitCast}. */
    static Inferred cast(RuleContext node) {
        return cast(node, node.typeAttribute("to"));
    }

    static Inferred castLike(RuleContext node) {
        return cast(node, node.type(1));
    }

    private static Inferred cast(RuleContext node, Optional<DataType> to) {
        return Inferred.of(to, node.shape(0))
                .withElements(to.filter(Elements::follows)
                        .flatMap(t -> node.elements(0).map(e -> e.map(t, x -> ElementMath.cast(t, x)))));
    }

    /** {@code BitCast}: other bits of the same width. */
    static Inferred bitCast(RuleContext node) {
        return Inferred.of(node.typeAttribute("to"), node.shape(0));
    }

    /** {@code Dropout}: the values and a mask, which was of the values' type before it became boolean in version 10. */
    static List<Inferred> dropout(RuleContext node) {
        Optional<DataType> mask = node.opset() >= 10 ? Optional.of(DataType.BOOL) : node.type(0);
        return List.of(sameAsFirst(node), Inferred.of(mask, node.shape(0)));
    }

    private static Element choose(Element condition, Element yes, Element no) {
        if (condition instanceof Element.Whole whole) {
            return whole.value() != 0 ? yes : no;
        }
        return yes.equals(no) ? yes : Element.unknown();
    }

    /** Before version 7 the second operand broadcast to the first one, along the attribute {@code axis}; the result has the first one's shape. */
    private static Optional<Shape> binaryShape(RuleContext node) {
        return node.opset() >= 7 ? Broadcast.inputs(node, 0, 2) : node.shape(0);
    }

    private static Optional<Elements> join(
            RuleContext node, int left, int right, DataType type, DataType resultType, Arithmetic arithmetic) {
        Optional<Elements> a = node.elements(left);
        Optional<Elements> b = node.elements(right);
        if (a.isEmpty() || b.isEmpty() || node.opset() < 7) {
            return Optional.empty();
        }
        return Broadcast.shapes(a.get().shape(), b.get().shape())
                .filter(Elements::fits)
                .map(shape -> a.get()
                        .broadcast(shape)
                        .zip(resultType, b.get().broadcast(shape), (x, y) -> arithmetic.apply(type, x, y)));
    }
}
