package dev.espquant.calibrator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.quant.WeightedLayer;
import dev.espquant.target.espdl1.EspDl1;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tells the user what to look at: methods that did not apply, tensors without information, and tensors of which too much saturates. */
final class CalibrationWarnings {
    /** From this share of saturated values on, the user hears of it. */
    private static final double SHARE = 0.001;

    private final Graph graph;
    private final ImmutableMap<String, String> measured;
    private final ValueStatistics statistics;
    private final CalibrationOptions options;
    private final BitWidth bits;
    private final Function<String, BitWidth> widths;

    CalibrationWarnings(
            Graph graph,
            ImmutableMap<String, String> measured,
            ValueStatistics statistics,
            CalibrationOptions options,
            Function<String, BitWidth> widths) {
        this.graph = graph;
        this.measured = measured;
        this.statistics = statistics;
        this.options = options;
        this.bits = options.scheme().bits();
        this.widths = widths;
    }

    ImmutableList<String> of(QuantizationTable table) {
        Map<String, Integer> suspects = new LinkedHashMap<>();
        table.tensors().forEach((name, entry) -> {
            if (entry.max().isPresent() && mayOverflow(name, entry.exponents().get(0))) {
                suspects.put(name, entry.exponents().get(0));
            }
        });
        statistics.count(suspects);
        ImmutableList.Builder<String> warnings = ImmutableList.builder();
        table.tensors().forEach((name, entry) -> {
            aboutMethod(name).ifPresent(warnings::add);
            if (entry.max().isPresent() && statistics.range(name).maxMagnitude() == 0) {
                warnings.add("value '" + name + "': it is zero in all samples; any exponent would do, "
                        + entry.exponents().get(0) + " is a guess");
            }
            if (suspects.containsKey(name)) {
                aboutSaturation(name, entry).ifPresent(warnings::add);
            }
        });
        graph.nodes().forEach(node -> aboutBias(node, table).ifPresent(warnings::add));
        return warnings.build();
    }

    private Optional<String> aboutMethod(String value) {
        return statistics.estimate(value).flatMap(Estimate::warning).map(text -> "value '" + value + "': " + text);
    }

    private boolean mayOverflow(String value, int exponent) {
        if (saturatesLittle(value, exponent)) {
            return false;
        }
        ValueRange range = statistics.range(value);
        return range.max() > Math.scalb(SaturationCounter.largest(widths.apply(value)), exponent)
                || (range.min() < Math.scalb(SaturationCounter.smallest(widths.apply(value)), exponent)
                        && !losesNegatives(value));
    }

    /** Whether the method already knows that an exponent lets less saturate than anybody would tell. */
    private boolean saturatesLittle(String value, int exponent) {
        return statistics
                .estimate(value)
                .filter(e -> e.shareBeyond() <= SHARE
                        && e.exponent().isPresent()
                        && exponent >= e.exponent().getAsInt())
                .isPresent();
    }

    /** Whether an activation behind the value lets nothing negative through, so that it does not matter where negative values saturate. */
    private boolean losesNegatives(String value) {
        String behind = measured.getOrDefault(value, value);
        return !behind.equals(value) && statistics.range(behind).isNonNegative();
    }

    private Optional<String> aboutSaturation(String value, TableEntry entry) {
        int exponent = entry.exponents().get(0);
        double share = statistics
                .counter(value)
                .map(c -> losesNegatives(value) ? c.shareAbove(exponent) : c.shareBeyond(exponent))
                .orElse(0.0);
        return share <= SHARE
                ? Optional.empty()
                : Optional.of(
                        "value '" + value + "': " + percent(share) + " of its values saturate at exponent " + exponent);
    }

    private Optional<String> aboutBias(Node node, QuantizationTable table) {
        return WeightedLayer.of(graph, node)
                .flatMap(WeightedLayer::bias)
                .filter(b -> table.find(b.name()).isPresent())
                .flatMap(bias -> {
                    BitWidth width = options.scheme().granularity() == Granularity.PER_CHANNEL
                            ? EspDl1.arithmetic(options.runtime()).perChannel().biasBits()
                            : bits;
                    TableEntry entry = table.get(bias.name());
                    float[] values = bias.values().toFloats();
                    int saturated = 0;
                    for (int i = 0; i < values.length; i++) {
                        int exponent = entry.exponents().get(entry.exponents().length() == 1 ? 0 : i);
                        double steps = Math.scalb((double) values[i], -exponent);
                        saturated +=
                                steps > SaturationCounter.largest(width) || steps < SaturationCounter.smallest(width)
                                        ? 1
                                        : 0;
                    }
                    return saturated <= SHARE * values.length
                            ? Optional.empty()
                            : Optional.of("node '" + node.name() + "' (" + node.opType() + "): " + saturated + " of "
                                    + values.length + " biases saturate");
                });
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
