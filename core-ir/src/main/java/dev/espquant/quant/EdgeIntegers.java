package dev.espquant.quant;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.espdl3.EspDl3;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * In which integers a node of ESP-DL 3.x takes a value. A node computes in one width; most operators take any exponent, those that add, join or
 * pass on integers take the exponent of their output, and those that compare them one that holds all inputs. Where a value has other integers than its reader takes, a conversion stands between them.
 */
public final class EdgeIntegers {
    /** Bits between int8 and int16: what an exponent grows by when a value of 16 bits is cut to 8. */
    private static final int WIDTH_STEP = 8;

    private final Graph graph;
    private final OperatorSupport operators;
    private final Function<String, QuantizationParameters> values;

    /** @param values the parameters of a value by its name */
    public EdgeIntegers(Graph graph, OperatorSupport operators, Function<String, QuantizationParameters> values) {
        this.graph = graph;
        this.operators = operators;
        this.values = values;
    }

    /** The edges of a quantized model. */
    public static EdgeIntegers of(QuantizedGraph quantized) {
        return new EdgeIntegers(quantized.graph(), quantized.runtime().operators(), quantized::parameters);
    }

    /**
     * The width that a node computes in: that of its output; of its input where the output is real numbers; of its widest input where it
     * compares.
     */
    public BitWidth bits(Node node) {
        if (compares(node)) {
            return computed(node).anyMatch(input -> values.apply(input).bits() == BitWidth.INT16)
                    ? BitWidth.INT16
                    : BitWidth.INT8;
        }
        String decisive = isReal(node.output()) ? node.inputs().get(0) : node.output();
        return values.apply(decisive).bits();
    }

    /** Whether the runtime gives a value as real numbers. */
    public boolean isReal(String value) {
        return graph.producer(value)
                .filter(producer -> rule(producer) == ExponentRule.REAL_OUTPUT)
                .isPresent();
    }

    /** Whether a node takes its inputs at the exponent of its output. */
    public boolean takesOutputsExponent(Node node) {
        return switch (rule(node)) {
            case ALL_EQUAL, SAME_AS_INPUT -> true;
            case OWN_RANGE, ACTIVATION, REAL_OUTPUT, COMPARED_INPUTS -> false;
        };
    }

    /** Whether a node takes all its inputs at one exponent, constants too. */
    public boolean hasOneExponent(Node node) {
        return takesOutputsExponent(node) || compares(node);
    }

    /** The exponent at which a node takes one of its inputs. */
    public int exponent(Node node, String input) {
        if (compares(node)) {
            return compared(node);
        }
        return takesOutputsExponent(node)
                ? values.apply(node.output()).exponent()
                : inWidth(values.apply(input), bits(node));
    }

    /** The smallest exponent at which all inputs of a comparison can be said in its width, constants too. */
    private int compared(Node node) {
        BitWidth bits = bits(node);
        IntStream ofValues = computed(node).mapToInt(input -> {
            QuantizationParameters value = values.apply(input);
            return forWidth(value.exponent(), value.bits(), bits);
        });
        IntStream ofConstants = node.inputs().stream()
                .flatMap(input -> graph.initializer(input).stream())
                .flatMapToInt(constant -> Exponents.holding(constant, bits).stream());
        return Math.max(
                EspDl3.LEAST_EXPONENT,
                IntStream.concat(ofValues, ofConstants).max().orElseThrow());
    }

    private Stream<String> computed(Node node) {
        return node.inputs().stream().filter(input -> graph.initializer(input).isEmpty());
    }

    private boolean compares(Node node) {
        return rule(node) == ExponentRule.COMPARED_INPUTS;
    }

    private ExponentRule rule(Node node) {
        return operators.rule(node).map(OperatorRule::exponents).orElse(ExponentRule.OWN_RANGE);
    }

    /** The exponent of a value in the width of a reader: as it is when widened, coarser by the bits that fall away when cut. */
    public static int inWidth(QuantizationParameters value, BitWidth width) {
        return value.bits() == BitWidth.INT16 && width == BitWidth.INT8
                ? value.exponent() + WIDTH_STEP
                : value.exponent();
    }

    /** An exponent that suits one width for another one: the range stays about the same. */
    static int forWidth(int exponent, BitWidth from, BitWidth to) {
        return exponent + from.bits() - to.bits();
    }
}
