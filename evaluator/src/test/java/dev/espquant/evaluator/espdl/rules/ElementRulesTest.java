package dev.espquant.evaluator.espdl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** Operators of one or two elements, pools and means: any exponents, shapes and windows against the facts. */
class ElementRulesTest {
    private static final String SEED = "20261127";
    private static final int TRIES = 200;
    private static final String[] CHIPS = {"esp32", "esp32s3", "esp32p4"};

    private static PlainArithmetic arithmetic(Random random) {
        return new PlainArithmetic(
                CHIPS[random.nextInt(CHIPS.length)], random.nextBoolean() ? DataType.INT8 : DataType.INT16);
    }

    private static int largest(PlainArithmetic arithmetic) {
        return arithmetic.type() == DataType.INT8 ? 127 : 32767;
    }

    private static EspdlNodeTester node(String opType, PlainArithmetic arithmetic) {
        return EspdlNodeTester.of(opType).on(arithmetic.chip());
    }

    private static void check(
            EspdlNodeTester tester, PlainArithmetic arithmetic, int exponent, PlainArray expected, Object... what) {
        assertThat(tester.output(arithmetic.type(), exponent, 1).integers())
                .as("%s %s", arithmetic, Arrays.deepToString(what))
                .isEqualTo(expected.values());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void sumsDifferencesProducts(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        String opType = new String[] {"Add", "Sub", "Mul"}[random.nextInt(3)];
        int[] sizes = random.ints(1 + random.nextInt(4), 1, 6).toArray();
        PlainArray a = PlainArray.random(random, largest(arithmetic), sizes);
        int[] narrow = Arrays.copyOfRange(sizes, random.nextInt(sizes.length), sizes.length);
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = random.nextInt(3) == 0 ? 1 : narrow[i];
        }
        PlainArray b = PlainArray.random(random, largest(arithmetic), narrow);
        int left = -random.nextInt(8);
        int right = -random.nextInt(8);
        int output = opType.equals("Mul") ? left + right + random.nextInt(17) : left;
        float scale = PlainArithmetic.power(left + right - output);
        PlainArray expected = PlainArray.of(sizes, i -> {
            int x = a.at(i);
            int y = b.broadcast(i);
            return switch (opType) {
                case "Add" -> arithmetic.saturate((long) x + y);
                case "Sub" -> arithmetic.saturate((long) x - y);
                default -> arithmetic.real((float) (x * y) * scale);
            };
        });
        EspdlNodeTester tester = node(opType, arithmetic)
                .input(arithmetic.type(), left, a.sizes(), a.values())
                .input(arithmetic.type(), opType.equals("Mul") ? right : left, b.sizes(), b.values());
        check(tester, arithmetic, output, expected, opType, sizes, narrow, left, right);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void quotientsOfArraysOfOneShape(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        int count = 2 + random.nextInt(30);
        PlainArray a = PlainArray.random(random, largest(arithmetic), count);
        PlainArray b = PlainArray.of(new int[] {count}, i -> 1 + random.nextInt(largest(arithmetic)));
        int left = -random.nextInt(8);
        int right = -random.nextInt(8);
        int output = left - right - random.nextInt(6);
        float scale = PlainArithmetic.power(left - right - output);
        PlainArray expected =
                PlainArray.of(new int[] {count}, i -> arithmetic.real((float) a.at(i) * scale / (float) b.at(i)));
        EspdlNodeTester tester = node("Div", arithmetic)
                .input(arithmetic.type(), left, a.sizes(), a.values())
                .input(arithmetic.type(), right, b.sizes(), b.values());
        check(tester, arithmetic, output, expected, left, right, output);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void conversionsBetweenWidthsAndExponents(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic from = arithmetic(random);
        PlainArithmetic to = new PlainArithmetic(from.chip(), random.nextBoolean() ? DataType.INT8 : DataType.INT16);
        // Exponents at the ends of the runtime's range too.
        int input = random.nextInt(5) == 0 ? -30 : random.nextInt(5) == 0 ? 30 : random.nextInt(20) - 10;
        int output = Math.max(-30, Math.min(30, input + random.nextInt(17) - 8));
        PlainArray x = PlainArray.random(random, largest(from), 1 + random.nextInt(80));
        PlainArray expected = PlainArray.of(x.sizes(), i -> {
            float real = (float) x.at(i) * PlainArithmetic.power(input) * PlainArithmetic.power(-output);
            return input == output ? to.saturate(x.at(i)) : to.real(real);
        });
        EspdlNodeTester tester = node("RequantizeLinear", from).input(from.type(), input, x.sizes(), x.values());
        check(tester, to, output, expected, from.type(), input, output);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void tablesOfAnyStep(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        boolean int8 = arithmetic.type() == DataType.INT8;
        int bits = int8 ? 0 : random.nextInt(9);
        int entries = int8 ? 256 : (65536 >> bits) + 1;
        int[] table = PlainLayer.values(random, largest(arithmetic), entries);
        PlainArray x = PlainArray.random(random, largest(arithmetic), 50);
        x.values()[0] = int8 ? -128 : -32768;
        x.values()[1] = largest(arithmetic);
        PlainArray expected =
                PlainArray.of(x.sizes(), i -> table[(int) arithmetic.shift(x.at(i) + (int8 ? 128 : 32768), bits)]);
        EspdlNodeTester tester = node("LUT", arithmetic)
                .input(arithmetic.type(), -5, x.sizes(), x.values())
                .tensor("table", arithmetic.type(), new int[] {-6}, "", new int[] {entries}, table)
                .attribute("lut", Attribute.of("table"));
        if (!int8) {
            tester.attribute("int16_lut_step", Attribute.of(1 << bits));
        }
        check(tester, arithmetic, -6, expected, bits);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void slopesOfChannels(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        int channels = 1 + random.nextInt(20);
        PlainArray x = PlainArray.random(random, largest(arithmetic), 1, 2, 3, channels);
        int[] slopes = PlainLayer.values(random, largest(arithmetic), channels);
        boolean portable = arithmetic.chip().equals("esp32") || (arithmetic.isEven() && !isInt8(arithmetic));
        int slope = -random.nextInt(8);
        int output = portable ? -4 : -4 + random.nextInt(3);
        int shift = Math.max(0, output + 4 - slope);
        PlainArray expected = PlainArray.of(x.sizes(), i -> {
            long product = (long) x.at(i) * slopes[i[3]];
            if (portable) {
                return x.at(i) >= 0 ? x.at(i) : arithmetic.saturate(product >> shift);
            }
            return arithmetic.saturate(
                    x.at(i) < 0 ? arithmetic.shift(product, shift) : arithmetic.shift(x.at(i), output + 4));
        });
        EspdlNodeTester tester = node("PRelu", arithmetic)
                .input(arithmetic.type(), -4, x.sizes(), x.values())
                .constant(arithmetic.type(), slope, new int[] {channels, 1, 1}, slopes);
        check(tester, arithmetic, output, expected, channels, slope, output);
    }

    private static boolean isInt8(PlainArithmetic arithmetic) {
        return arithmetic.type() == DataType.INT8;
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void poolsOverAnyWindow(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        boolean average = random.nextBoolean();
        int[] kernel = random.ints(2, 1, 4).toArray();
        int[] pads = new int[4];
        Arrays.setAll(pads, i -> random.nextInt(kernel[i % 2]));
        PlainWindow window = new PlainWindow(kernel, random.ints(2, 1, 4).toArray(), new int[] {1, 1}, pads);
        PlainArray x = PlainArray.random(
                random,
                largest(arithmetic),
                1 + random.nextInt(2),
                3 + random.nextInt(4),
                3 + random.nextInt(4),
                1 + random.nextInt(20));
        int output = average ? -5 + random.nextInt(3) : -4;
        int[] out = {x.sizes()[0], window.size(x.sizes()[1], 0), window.size(x.sizes()[2], 1), x.sizes()[3]};
        float scale = PlainArithmetic.power(-4) * (1f / window.taps()) * PlainArithmetic.power(-output);
        PlainArray expected = PlainArray.of(out, i -> {
            long sum = 0;
            long most = Long.MIN_VALUE;
            for (int tap = 0; tap < window.taps(); tap++) {
                int[] at = {
                    i[0], window.at(i[1], tap / kernel[1], 0), window.at(i[2], tap % kernel[1], 1), i[3],
                };
                if (x.isInside(at)) {
                    sum += x.at(at);
                    most = Math.max(most, x.at(at));
                }
            }
            return average ? arithmetic.real((float) sum * scale) : (int) most;
        });
        EspdlNodeTester tester = node(average ? "AveragePool" : "MaxPool", arithmetic)
                .input(arithmetic.type(), -4, x.sizes(), x.values())
                .attribute("kernel_shape", ints(kernel))
                .attribute("strides", ints(window.strides()))
                .attribute("pads", ints(pads));
        check(tester, arithmetic, output, expected, average, x.sizes(), kernel, pads, window.strides());
    }

    private static Attribute ints(int[] values) {
        return Attribute.ofInts(Arrays.stream(values).asLongStream().toArray());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void meansOverAnyAxis(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        PlainArray x = PlainArray.random(
                random,
                largest(arithmetic),
                random.ints(2 + random.nextInt(3), 1, 6).toArray());
        int axis = random.nextInt(x.rank());
        int size = x.sizes()[axis];
        int output = -4 + random.nextInt(3);
        PlainArray expected = PlainArray.of(x.with(axis, 1), i -> {
            long sum = 0;
            for (int at = 0; at < size; at++) {
                sum += x.at(PlainArray.replaced(i, axis, at));
            }
            return arithmetic.real(
                    (float) sum * PlainArithmetic.power(-4) / (float) size * PlainArithmetic.power(-output));
        });
        EspdlNodeTester tester = node("ReduceMean", arithmetic)
                .input(arithmetic.type(), -4, x.sizes(), x.values())
                .constant(DataType.INT64, 0, new int[] {1}, random.nextBoolean() ? axis : axis - x.rank())
                .attribute("keepdims", Attribute.of(random.nextInt(2)));
        check(tester, arithmetic, output, expected, x.sizes(), axis);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void activationsWithoutTables(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        PlainArray x = PlainArray.random(random, largest(arithmetic), 40);
        int input = -random.nextInt(12);
        int output = input + random.nextInt(9) - 4;
        float scale = PlainArithmetic.power(input);
        float rescale = PlainArithmetic.power(-output);
        float alpha = random.nextFloat();
        PlainArray relu = PlainArray.of(
                x.sizes(),
                i -> input == output
                        ? Math.max(0, x.at(i))
                        : Math.max(0, arithmetic.real((float) x.at(i) * scale * rescale)));
        check(
                node("Relu", arithmetic).input(arithmetic.type(), input, x.sizes(), x.values()),
                arithmetic,
                output,
                relu,
                input,
                output);
        PlainArray leaky = PlainArray.of(x.sizes(), i -> {
            float real = (float) x.at(i) * scale;
            return arithmetic.real(real >= 0 ? real * rescale : real * rescale * alpha);
        });
        EspdlNodeTester tester = node("LeakyRelu", arithmetic)
                .input(arithmetic.type(), input, x.sizes(), x.values())
                .attribute("alpha", Attribute.of(alpha));
        check(tester, arithmetic, output, leaky, input, output, alpha);
    }

    /** Where an output pixel lies between input pixels: half pixels, held at both ends. */
    private static float[] place(int i, int in, int out) {
        float at = ((float) i + 0.5f) * (1f / ((float) out / (float) in)) - 0.5f;
        int pixel = (int) Math.floor(at);
        float part = at - pixel;
        if (pixel < 0) {
            return new float[] {0, 0};
        }
        return pixel >= in - 1 ? new float[] {in - 2, 1} : new float[] {pixel, part};
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void pixelsBetweenPixels(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = new PlainArithmetic(CHIPS[random.nextInt(CHIPS.length)], DataType.INT8);
        PlainArray x = PlainArray.random(
                random,
                127,
                1 + random.nextInt(2),
                2 + random.nextInt(4),
                2 + random.nextInt(4),
                1 + random.nextInt(4));
        int[] sizes = x.sizes();
        int[] out = {sizes[0], 1 + random.nextInt(12), 1 + random.nextInt(12), sizes[3]};
        int output = -4 + random.nextInt(3);
        float scale = PlainArithmetic.power(-4);
        PlainArray expected = PlainArray.of(out, i -> {
            float[] row = place(i[1], sizes[1], out[1]);
            float[] column = place(i[2], sizes[2], out[2]);
            float[] between = new float[2];
            for (int k = 0; k < 2; k++) {
                float left = (float) x.at(i[0], (int) row[0] + k, (int) column[0], i[3]) * scale;
                float right = (float) x.at(i[0], (int) row[0] + k, (int) column[0] + 1, i[3]) * scale;
                between[k] = left * (1f - column[1]) + right * column[1];
            }
            float value = between[0] * (1f - row[1]) + between[1] * row[1];
            return arithmetic.real(value * PlainArithmetic.power(-output));
        });
        EspdlNodeTester tester = node("Resize", arithmetic)
                .input(DataType.INT8, -4, sizes, x.values())
                .without()
                .without()
                .constant(DataType.INT64, 0, new int[] {4}, sizes[0], sizes[3], out[1], out[2])
                .attribute("mode", Attribute.of("linear"))
                .attribute("coordinate_transformation_mode", Attribute.of("half_pixel"));
        check(tester, arithmetic, output, expected, sizes, out);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void boundsAndPlanes(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArithmetic arithmetic = arithmetic(random);
        PlainArray x = PlainArray.random(
                random, largest(arithmetic), 1, 1 + random.nextInt(6), 1 + random.nextInt(6), 1 + random.nextInt(5));
        int output = -4 + random.nextInt(5) - 2;
        int least = -random.nextInt(largest(arithmetic));
        int most = random.nextInt(largest(arithmetic));
        float scale = PlainArithmetic.power(-4 - output);
        PlainArray clipped = PlainArray.of(
                x.sizes(), i -> arithmetic.real((float) Math.max(least, Math.min(most, x.at(i))) * scale));
        EspdlNodeTester clip = node("Clip", arithmetic)
                .input(arithmetic.type(), -4, x.sizes(), x.values())
                .constant(arithmetic.type(), -4, new int[] {1}, least)
                .constant(arithmetic.type(), -4, new int[] {1}, most);
        check(clip, arithmetic, output, clipped, least, most, output);

        int area = x.sizes()[1] * x.sizes()[2];
        float mean = PlainArithmetic.power(-4) * (1f / area) * PlainArithmetic.power(-output);
        PlainArray means = PlainArray.of(new int[] {1, 1, 1, x.sizes()[3]}, i -> {
            long sum = 0;
            for (int at = 0; at < area; at++) {
                sum += x.at(0, at / x.sizes()[2], at % x.sizes()[2], i[3]);
            }
            return arithmetic.real((float) sum * mean);
        });
        EspdlNodeTester plane =
                node("GlobalAveragePool", arithmetic).input(arithmetic.type(), -4, x.sizes(), x.values());
        check(plane, arithmetic, output, means, x.sizes(), output);
    }
}
