package dev.espquant.quant;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import java.util.function.Function;

/**
 * In which integers a node of ESP-DL 3.x takes a value. A node computes in one width; most operators take any exponent, those that add, join or
 * pass on integers take the exponent of their output. Where a value has other integers than its reader takes, a conversion stands between them.
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

    /** The width that a node computes in: that of its output, or of its input where the output is real numbers. */
    public BitWidth bits(Node node) {
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
            case OWN_RANGE, ACTIVATION, REAL_OUTPUT -> false;
        };
    }

    /** The exponent at which a node takes one of its inputs. */
    public int exponent(Node node, String input) {
        return takesOutputsExponent(node)
                ? values.apply(node.output()).exponent()
                : inWidth(values.apply(input), bits(node));
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
