package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.PlaneRequantizer;
import dev.espquant.evaluator.engine.PlaneRule;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** int16 outputs of the four sums of bytes, joined in double precision, as {@link ScaledRule} says: rules that round half to even, or shift each channel otherwise. */
final class ScaledPlaneRequantizer implements PlaneRequantizer {
    private static final VectorSpecies<Double> DOUBLES = ScaledRule.DOUBLES;
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(Math.max(64, DOUBLES.vectorBitSize() / 2)));
    private static final double BYTE = 256;

    private final int channels;
    private final double[] factors;
    private final double[] addends;
    private final double low;
    private final double high;

    ScaledPlaneRequantizer(PlaneRule planes) {
        ScaledRule rule = new ScaledRule(planes.rule());
        this.channels = planes.rule().channels();
        this.factors = new double[channels];
        this.addends = new double[channels];
        this.low = rule.low();
        this.high = rule.high();
        for (int channel = 0; channel < channels; channel++) {
            long beside = planes.constants().get(channel)
                    - planes.rule().accumulator().bias(channel);
            factors[channel] = planes.signs().get(channel) * rule.scales()[channel];
            addends[channel] = rule.addends()[channel] + beside * rule.scales()[channel];
        }
    }

    /** Whether the rule is covered. */
    static boolean covers(PlaneRule planes) {
        return ScaledRule.covers(planes.rule());
    }

    @Override
    public long run(int[] products, int rows, QuantizedBuffer output, int from) {
        int lower = 2 * rows * channels;
        for (int row = 0; row < rows; row++) {
            int first = row * 2 * channels;
            int to = from + row * channels;
            row(products, first, lower, channels, factors, addends, low, high, output.shorts(), to);
        }
        return 0;
    }

    /** One row of channels; its last vector overlaps the one before. */
    private static void row(
            int[] products,
            int first,
            int lower,
            int channels,
            double[] factors,
            double[] addends,
            double low,
            double high,
            short[] output,
            int to) {
        for (int i = 0; i < channels; i += DOUBLES.length()) {
            int at = Math.min(i, channels - DOUBLES.length());
            int upper = first + at;
            DoubleVector top = doubles(ints(products, upper)).mul(BYTE);
            DoubleVector middle = doubles(ints(products, upper + channels).add(ints(products, lower + upper)));
            DoubleVector bottom = doubles(ints(products, lower + upper + channels));
            DoubleVector joined = top.add(middle).mul(BYTE).add(bottom);
            DoubleVector value = joined.fma(
                    DoubleVector.fromArray(DOUBLES, factors, at), DoubleVector.fromArray(DOUBLES, addends, at));
            ScaledRule.store(value, low, high, output, to + at);
        }
    }

    private static IntVector ints(int[] values, int index) {
        return Exact.ints(INTS, values, index);
    }

    private static DoubleVector doubles(IntVector values) {
        return (DoubleVector) values.convertShape(VectorOperators.I2D, DOUBLES, 0);
    }
}
