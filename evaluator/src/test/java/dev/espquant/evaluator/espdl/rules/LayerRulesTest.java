package dev.espquant.evaluator.espdl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** Convolutions and Gemm of any form on a chip of each family against plain loops over the facts. */
class LayerRulesTest {
    private static final String SEED = "20261127";
    private static final String[] CHIPS = {"esp32", "esp32s3", "esp32p4"};
    private static final int INPUT = -5;
    private static final int WEIGHTS = -6;

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void convolutions(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        boolean depthwise = random.nextInt(3) == 0;
        int channels = depthwise ? 2 + random.nextInt(36) : 1 + random.nextInt(20);
        int outputs = depthwise ? channels : 1 + random.nextInt(37);
        PlainWindow window = new PlainWindow(
                two(random, 1, 3), two(random, 1, 3), two(random, 1, 2), concat(two(random, 0, 2), two(random, 0, 2)));
        int[] input = {1 + random.nextInt(2), 5 + random.nextInt(3), 5 + random.nextInt(4), channels};
        check(random, "Conv", window, input, outputs, depthwise);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void products(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainWindow one = new PlainWindow(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0, 0, 0});
        int[] input = {1 + random.nextInt(4), 1, 1, 1 + random.nextInt(300)};
        check(random, "Gemm", one, input, 1 + random.nextInt(40), false);
    }

    /** Stacks of matrices; the right one lies in the order of filters, whether it is constant or computed. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void productsOfMatrices(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        DataType type = random.nextBoolean() ? DataType.INT8 : DataType.INT16;
        PlainArithmetic arithmetic = new PlainArithmetic(CHIPS[random.nextInt(CHIPS.length)], type);
        int stack = 1 + random.nextInt(3);
        int rows = 1 + random.nextInt(5);
        int depth = 1 + random.nextInt(30);
        int columns = 1 + random.nextInt(37);
        int shift = random.nextInt(12);
        int[] shifts = new int[columns];
        Arrays.fill(shifts, shift);
        PlainWindow one = new PlainWindow(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0, 0, 0});
        PlainLayer layer =
                new PlainLayer(arithmetic, one, new int[] {rows, 1, 1, depth}, columns, false, false, shifts);
        int largest = type == DataType.INT8 ? 127 : 32767;
        int[] left = PlainLayer.values(random, largest, stack * rows * depth);
        int[] right = new int[stack * depth * columns];
        int[] expected = new int[stack * rows * columns];
        for (int i = 0; i < stack; i++) {
            int[] filter = PlainLayer.values(random, largest, depth * columns);
            System.arraycopy(layer.packed(filter), 0, right, i * filter.length, filter.length);
            int[] matrix = Arrays.copyOfRange(left, i * rows * depth, (i + 1) * rows * depth);
            int[] product = layer.compute(matrix, filter, new long[columns]);
            System.arraycopy(product, 0, expected, i * product.length, product.length);
        }
        EspdlNodeTester tester = EspdlNodeTester.of("MatMul")
                .on(arithmetic.chip())
                .input(type, INPUT, new int[] {stack, rows, depth}, left);
        int[] sizes = {stack, depth, columns};
        EspdlNodeTester both = random.nextBoolean()
                ? tester.input(type, WEIGHTS, sizes, right)
                : tester.constant(type, new int[] {WEIGHTS}, layer.layout(), sizes, right);
        assertThat(both.output(type, INPUT + WEIGHTS + shift, 1).integers())
                .as("%s %s x %s x %s", arithmetic, rows, depth, columns)
                .isEqualTo(expected);
    }

    private static void check(
            Random random, String opType, PlainWindow window, int[] input, int outputs, boolean depthwise) {
        DataType type = random.nextBoolean() ? DataType.INT8 : DataType.INT16;
        PlainArithmetic arithmetic = new PlainArithmetic(CHIPS[random.nextInt(CHIPS.length)], type);
        int[] exponents = new int[arithmetic.isEven() && random.nextBoolean() ? outputs : 1];
        Arrays.setAll(exponents, i -> WEIGHTS - random.nextInt(3));
        int output = INPUT + WEIGHTS + random.nextInt(type == DataType.INT8 ? 13 : 20);
        int[] shifts = new int[outputs];
        Arrays.setAll(shifts, i -> output - INPUT - exponents[i % exponents.length]);
        PlainLayer layer = new PlainLayer(arithmetic, window, input, outputs, depthwise, random.nextBoolean(), shifts);

        int largest = type == DataType.INT8 ? 127 : 32767;
        int[] x = PlainLayer.values(random, largest, Arrays.stream(input).reduce(1, (a, b) -> a * b));
        int[] filter = PlainLayer.values(random, largest, outputs * window.taps() * layer.depth());
        int[] bias = random.nextInt(4) == 0 ? new int[0] : PlainLayer.values(random, 1 << 19, outputs);
        long[] start = LongStream.range(0, outputs)
                .map(i -> bias.length == 0 ? 0 : bias[(int) i])
                .toArray();
        assertThat(tester(opType, layer, x, filter, bias, exponents, output).integers())
                .as("%s on %s", opType, arithmetic)
                .isEqualTo(layer.compute(x, filter, start));
    }

    private static EspdlNodeTester tester(
            String opType, PlainLayer layer, int[] x, int[] filter, int[] bias, int[] exponents, int output) {
        PlainWindow window = layer.window();
        DataType type = layer.arithmetic().type();
        boolean rows = opType.equals("Gemm");
        int[] sizes = layer.input();
        EspdlNodeTester tester = EspdlNodeTester.of(opType)
                .on(layer.arithmetic().chip())
                .attribute("activation", Attribute.of(layer.relu() ? "Relu" : "Linear"))
                .input(type, INPUT, rows ? new int[] {sizes[0], sizes[3]} : sizes, x)
                .constant(type, exponents, layer.layout(), layer.filterSizes(), layer.packed(filter));
        if (!rows) {
            tester.attribute("pads", ints(window.pads()))
                    .attribute("strides", ints(window.strides()))
                    .attribute("dilations", ints(window.dilations()))
                    .attribute("group", Attribute.of(layer.depthwise() ? layer.outputs() : 1));
        }
        if (bias.length > 0) {
            int[] sums = Arrays.stream(exponents).map(e -> e + INPUT).toArray();
            DataType wide = type == DataType.INT8 ? DataType.INT32 : DataType.INT64;
            tester.constant(wide, sums, "UNK", new int[] {bias.length}, bias);
        }
        return tester.output(type, output, 1);
    }

    private static Attribute ints(int[] values) {
        return Attribute.ofInts(Arrays.stream(values).asLongStream().toArray());
    }

    private static int[] two(Random random, int least, int most) {
        return random.ints(2, least, most + 1).toArray();
    }

    private static int[] concat(int[] a, int[] b) {
        return new int[] {a[0], a[1], b[0], b[1]};
    }
}
