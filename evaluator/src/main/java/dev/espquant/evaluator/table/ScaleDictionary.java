package dev.espquant.evaluator.table;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A foreign table before it is understood: numbers by tensor name, each one scalar or an array. Whether the numbers are scales, inverse
 * scales or exponents, and for which width, the file does not say.
 *
 * <p>Both are judged by the weights, whose exponents lie far from zero: about -7 for 8 bits and -15 for 16 where the largest weight is
 * near 1. Espressif writes weights, and per-channel biases, as arrays, everything else as scalars.
 */
final class ScaleDictionary {
    private static final System.Logger LOG = System.getLogger(ScaleDictionary.class.getName());
    private static final int BETWEEN_8_AND_16_BITS = -11;

    private final String file;
    private final ImmutableMap<String, Numbers> numbers;
    private final ImmutableList.Builder<String> assumptions = ImmutableList.builder();

    /** What the table has for one tensor. */
    record Numbers(ImmutableDoubleArray values, boolean array) {}

    ScaleDictionary(String file, Map<String, Numbers> numbers) {
        this.file = file;
        this.numbers = ImmutableMap.copyOf(numbers);
        if (numbers.isEmpty()) {
            throw GraphException.because("the table has no tensors")
                    .file(file)
                    .fix("calibrate the model again")
                    .build();
        }
    }

    ImportedTable toTable(ImportOptions options) {
        ScaleConvention convention = options.convention().orElseGet(this::detectConvention);
        ImmutableMap.Builder<String, TableEntry> entries = ImmutableMap.builder();
        numbers.forEach((tensor, n) -> entries.put(
                tensor,
                new TableEntry(exponents(tensor, n, convention), OptionalDouble.empty(), OptionalDouble.empty())));
        ImmutableMap<String, TableEntry> tensors = entries.buildOrThrow();
        QuantizationScheme scheme = scheme(options, tensors);
        ImmutableList<String> assumed = assumptions.build();
        assumed.forEach(text -> LOG.log(System.Logger.Level.INFO, file + ": " + text));
        QuantizationTable table = new QuantizationTable("", scheme, "", 0, ImmutableList.of(), tensors);
        return new ImportedTable(table, convention, assumed);
    }

    private ScaleConvention detectConvention() {
        ScaleConvention found;
        if (all().anyMatch(x -> x <= 0)) {
            found = ScaleConvention.EXPONENT;
        } else {
            double ofWeights = arrays().map(ScaleDictionary::log).sum();
            double sum =
                    ofWeights != 0 ? ofWeights : all().map(ScaleDictionary::log).sum();
            found = sum > 0 ? ScaleConvention.INVERSE_SCALE : ScaleConvention.SCALE;
        }
        assumptions.add("judging by their magnitude, the numbers are taken as " + found.meaning());
        return found;
    }

    private QuantizationScheme scheme(ImportOptions options, Map<String, TableEntry> tensors) {
        if (tensors.values().stream().anyMatch(e -> e.exponents().length() > 1)) {
            return new QuantizationScheme(options.bits().orElse(BitWidth.INT8), Granularity.PER_CHANNEL);
        }
        BitWidth bits = options.bits().orElseGet(() -> detectBits(tensors));
        return new QuantizationScheme(bits, Granularity.PER_TENSOR);
    }

    private BitWidth detectBits(Map<String, TableEntry> tensors) {
        boolean anyArray = numbers.values().stream().anyMatch(Numbers::array);
        int[] judged = Maps.filterKeys(tensors, name -> !anyArray || isArray(name)).values().stream()
                .mapToInt(e -> e.exponents().get(0))
                .sorted()
                .toArray();
        BitWidth found = judged[judged.length / 2] <= BETWEEN_8_AND_16_BITS ? BitWidth.INT16 : BitWidth.INT8;
        assumptions.add("judging by the weights' exponents, the table is taken as " + found.label());
        return found;
    }

    private boolean isArray(String tensor) {
        Numbers n = numbers.get(tensor);
        return n != null && n.array();
    }

    private ImmutableIntArray exponents(String tensor, Numbers n, ScaleConvention convention) {
        ImmutableIntArray.Builder exponents =
                ImmutableIntArray.builder(n.values().length());
        n.values().forEach(x -> exponents.add(exponent(tensor, x, convention)));
        return exponents.build();
    }

    private int exponent(String tensor, double x, ScaleConvention convention) {
        double exponent = switch (convention) {
            case EXPONENT -> x == Math.rint(x) ? x : Double.NaN;
            case SCALE -> log(x);
            case INVERSE_SCALE -> -log(x);
        };
        if (exponent >= TableJson.MIN_EXPONENT && exponent <= TableJson.MAX_EXPONENT) {
            return (int) exponent;
        }
        throw GraphException.because("its number " + x + " is not " + convention.meaning()
                        + " with a whole exponent from " + TableJson.MIN_EXPONENT + " to " + TableJson.MAX_EXPONENT)
                .file(file)
                .value(tensor)
                .fix("say what the numbers are, or calibrate the model again")
                .build();
    }

    /** The exponent of an exact power of two; NaN for any other number. */
    private static double log(double x) {
        return x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE && Math.scalb(1.0, Math.getExponent(x)) == x
                ? Math.getExponent(x)
                : Double.NaN;
    }

    private DoubleStream all() {
        return numbers.values().stream().flatMapToDouble(n -> n.values().stream());
    }

    private DoubleStream arrays() {
        return numbers.values().stream().filter(Numbers::array).flatMapToDouble(n -> n.values().stream());
    }

    static Numbers scalar(double value) {
        return new Numbers(ImmutableDoubleArray.of(value), /* array= */ false);
    }

    static Numbers array(double... values) {
        return new Numbers(ImmutableDoubleArray.copyOf(Arrays.copyOf(values, values.length)), /* array= */ true);
    }
}
