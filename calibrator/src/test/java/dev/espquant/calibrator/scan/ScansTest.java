package dev.espquant.calibrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the fastest bodies with the plain ones, bit by bit. */
class ScansTest {
    private static final Scans PLAIN = new Scans();
    private static final Scans BEST = Scans.best();
    private static final List<Float> EXTREMES = List.of(
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            1f,
            -1f,
            Math.nextUp(1f),
            Math.nextDown(1f),
            Float.MAX_VALUE,
            -Float.MAX_VALUE);

    @Test
    void vectorsAreUsedWhereTheirModuleIs() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(BEST.name()).isEqualTo(there ? "vector" : "scalar");
    }

    /** Arrays of lengths around the vector's, with extremes, plain numbers and numbers at the edges of bins. */
    static Stream<float[]> arrays() {
        int lanes = BEST.lanes();
        Random random = new Random(5);
        return IntStream.of(0, 1, lanes - 1, lanes, lanes + 1, 997, 4096)
                .boxed()
                .flatMap(length -> Stream.of(
                        fill(length, i -> EXTREMES.get(random.nextInt(EXTREMES.size()))),
                        fill(length, i -> (float) random.nextGaussian()),
                        fill(length, i -> Math.max(0, (float) random.nextGaussian())),
                        fill(length, i -> edge(random))));
    }

    private static float edge(Random random) {
        float edge = (float) ((random.nextInt(4097) - 2048) * (3.0 / 2048));
        return switch (random.nextInt(3)) {
            case 0 -> edge;
            case 1 -> Math.min(3, Math.nextUp(edge));
            default -> Math.max(-3, Math.nextDown(edge));
        };
    }

    private interface Maker {
        float make(int index);
    }

    private static float[] fill(int length, Maker maker) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = maker.make(i);
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void rangesAreEqual(float[] values) {
        assertThat(range(BEST, values)).isEqualTo(range(PLAIN, values));
        for (float bad : new float[] {Float.NaN, -Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int at : new int[] {0, values.length / 2, values.length - 1}) {
                if (values.length > 0) {
                    float[] broken = values.clone();
                    broken[at] = bad;
                    assertThat(range(BEST, broken)).isEqualTo(range(PLAIN, broken));
                    broken[0] = Float.intBitsToFloat(0xffc00001); // NaN of negative sign
                    assertThat(range(BEST, broken)).containsOnly(Float.NaN);
                }
            }
        }
    }

    private static float[] range(Scans scans, float[] values) {
        float[] range = new float[2];
        scans.range(values, values.length, range);
        return range;
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void magnitudesAreEqual(float[] values) {
        assertThat(BEST.smallestMagnitude(values, values.length))
                .isEqualTo(PLAIN.smallestMagnitude(values, values.length));
        assertThat(BEST.zeros(values, values.length)).isEqualTo(PLAIN.zeros(values, values.length));
        for (int limit : new int[] {-1, 0, Float.floatToRawIntBits(1), Float.floatToRawIntBits(2.5f)}) {
            int[] expected = new int[values.length];
            int[] found = new int[values.length];
            assertThat(BEST.above(values, values.length, limit, found))
                    .isEqualTo(PLAIN.above(values, values.length, limit, expected));
            int many = PLAIN.above(values, values.length, limit, expected);
            assertThat(Arrays.copyOf(found, many)).isEqualTo(Arrays.copyOf(expected, many));
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void countsBeyondLimitsAreEqual(float[] values) {
        for (float limit : new float[] {0, -0.5f, 1, -1, 2, Float.MAX_VALUE}) {
            assertThat(BEST.beyond(values, values.length, limit)).isEqualTo(PLAIN.beyond(values, values.length, limit));
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void magnitudeBinsAreEqual(float[] values) {
        float max = Math.max(range(PLAIN, values)[1], -range(PLAIN, values)[0]);
        for (int bins : new int[] {1, 4096, 1 << 20}) {
            for (float top : new float[] {max, 3, Math.nextUp(max)}) {
                if (top >= max && top > 0 && Float.isFinite(top)) {
                    int[] expected = new int[values.length];
                    int[] found = new int[values.length];
                    PLAIN.magnitudeBins(values, values.length, top, bins, expected);
                    BEST.magnitudeBins(values, values.length, top, bins, found);
                    assertThat(found).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void equalWidthBinsAreEqual(float[] values) {
        float max = Math.max(range(PLAIN, values)[1], -range(PLAIN, values)[0]);
        for (double top : new double[] {max, 3, 1.0000001 * max}) {
            if (values.length > 0 && top >= max) {
                for (double first : new double[] {-top, 0}) {
                    float[] inside = first < 0 ? values : magnitudes(values);
                    for (int count : new int[] {1, 2048, 1 << 16}) {
                        assertEqualWidthBins(inside, new EqualWidthBins(first, top, count));
                    }
                }
            }
        }
    }

    private static void assertEqualWidthBins(float[] values, EqualWidthBins bins) {
        int[] expected = new int[values.length];
        int[] found = new int[values.length];
        PLAIN.equalWidthBins(values, values.length, bins, expected);
        BEST.equalWidthBins(values, values.length, bins, found);
        assertThat(found).isEqualTo(expected);
        assertThat(Arrays.stream(found)).allMatch(bin -> bin >= 0 && bin < bins.count());
    }

    private static float[] magnitudes(float[] values) {
        return fill(values.length, i -> Math.abs(values[i]));
    }
}
