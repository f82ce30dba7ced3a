package dev.espquant.quant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorSupport;
import java.util.List;

/**
 * Finds operators that pass integers on unchanged although the table gives input and output different exponents: what flows on is then wrong by
 * a power of two. Tables of the vendor's own tool can hold such places (nested Concat); they are carried out as the chip would, with a warning.
 */
final class ExponentConsistency {
    /** These share the input's exponent by calibration but compute, and can serve any output exponent. */
    private static final ImmutableSet<String> COMPUTE = ImmutableSet.of("Max", "Min", "GlobalAveragePool");

    private ExponentConsistency() {}

    static ImmutableList<String> check(
            Graph graph, OperatorSupport operators, ImmutableMap<String, QuantizationParameters> values) {
        ImmutableList.Builder<String> warnings = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            operators
                    .rule(node)
                    .filter(rule -> !COMPUTE.contains(rule.opType()))
                    .ifPresent(rule -> {
                        for (String input : unchanged(node, rule.exponents())) {
                            QuantizationParameters in = values.get(input);
                            QuantizationParameters out = values.get(node.output());
                            if (in != null && out != null && in.exponent() != out.exponent()) {
                                warnings.add("node '" + node.name() + "' (" + node.opType()
                                        + ") passes the integers of '" + input
                                        + "' on unchanged, but the table gives them exponent " + in.exponent()
                                        + " before and "
                                        + out.exponent()
                                        + " behind it: results are off by a power of two. Fix: calibrate again");
                            }
                        }
                    });
        }
        return warnings.build();
    }

    private static List<String> unchanged(Node node, ExponentRule rule) {
        return switch (rule) {
            case OWN_RANGE, REAL_OUTPUT, COMPARED_INPUTS -> List.of();
            case ALL_EQUAL -> node.inputs();
            case ACTIVATION, SAME_AS_INPUT -> node.inputs().subList(0, 1);
        };
    }
}
