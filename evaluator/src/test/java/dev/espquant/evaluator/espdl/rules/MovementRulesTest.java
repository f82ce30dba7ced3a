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

/** Operators that move integers, along any axis of arrays of any rank, element by element. */
class MovementRulesTest {
    private static final String SEED = "20261127";
    private static final int TRIES = 100;

    private static PlainArray drawn(Random random, int least) {
        int[] sizes = random.ints(least + random.nextInt(5 - least), 1, 6).toArray();
        return PlainArray.random(random, 127, sizes);
    }

    private static DataType type(Random random) {
        return random.nextBoolean() ? DataType.INT8 : DataType.INT16;
    }

    private static EspdlNodeTester node(Random random, String opType, DataType type, PlainArray... inputs) {
        EspdlNodeTester tester = EspdlNodeTester.of(opType).on(random.nextBoolean() ? "esp32" : "esp32p4");
        for (PlainArray input : inputs) {
            tester.input(type, -3, input.sizes(), input.values());
        }
        return tester;
    }

    private static EspdlNodeTester vector(EspdlNodeTester tester, int... values) {
        return tester.constant(DataType.INT64, 0, new int[] {values.length}, values);
    }

    private static void check(EspdlNodeTester tester, DataType type, PlainArray expected, Object... what) {
        var actual = tester.output(type, -3, 1).run();
        assertThat(actual.sizes()).as(Arrays.deepToString(what)).isEqualTo(expected.sizes());
        assertThat(actual.toInts()).as(Arrays.deepToString(what)).isEqualTo(expected.values());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void slicesOfAnyStep(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArray x = drawn(random, 1);
        int axis = random.nextInt(x.rank());
        int size = x.sizes()[axis];
        int step = random.nextBoolean() ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
        int start = random.nextInt(size);
        int count = 1 + random.nextInt(1 + (step > 0 ? (size - 1 - start) / step : start / -step));
        int end = start + count * step;
        // An end before the first element can only be said by a number far down.
        int said = end < 0 ? -1000 : random.nextBoolean() && end < size ? end - size : end;
        PlainArray expected =
                PlainArray.of(x.with(axis, count), i -> x.at(PlainArray.replaced(i, axis, start + i[axis] * step)));
        DataType type = type(random);
        EspdlNodeTester tester = node(random, "Slice", type, x);
        vector(vector(vector(vector(tester, random.nextBoolean() ? start : start - size), said), axis), step);
        check(tester, type, expected, x.sizes(), axis, start, said, step);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void padsOfAnyMode(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArray x = drawn(random, 1);
        String mode = new String[] {"constant", "edge", "reflect"}[random.nextInt(3)];
        int rank = x.rank();
        int[] pads = new int[2 * rank];
        int[] out = x.sizes().clone();
        for (int axis = 0; axis < rank; axis++) {
            int most = mode.equals("reflect") ? x.sizes()[axis] : 3;
            pads[axis] = random.nextInt(most);
            pads[axis + rank] = random.nextInt(most);
            out[axis] += pads[axis] + pads[axis + rank];
        }
        int fill = random.nextInt(255) - 127;
        PlainArray expected = PlainArray.of(out, i -> {
            int[] from = new int[rank];
            Arrays.setAll(from, axis -> i[axis] - pads[axis]);
            return x.isInside(from) || !mode.equals("constant") ? x.at(moved(from, x.sizes(), mode)) : fill;
        });
        DataType type = type(random);
        EspdlNodeTester tester = vector(node(random, "Pad", type, x), pads)
                .constant(type, -3, new int[] {1}, fill)
                .attribute("mode", Attribute.of(mode));
        check(tester, type, expected, mode, x.sizes(), pads);
    }

    private static int[] moved(int[] from, int[] sizes, String mode) {
        int[] index = new int[from.length];
        Arrays.setAll(index, axis -> {
            int last = sizes[axis] - 1;
            int at = from[axis];
            int mirrored = at < 0 ? -at : at > last ? 2 * last - at : at;
            return mode.equals("edge") ? Math.max(0, Math.min(last, at)) : mirrored;
        });
        return index;
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void joinsAndPartsAlongAnyAxis(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArray a = drawn(random, 1);
        int axis = random.nextInt(a.rank());
        int size = a.sizes()[axis];
        PlainArray b = PlainArray.random(random, 127, a.with(axis, 1 + random.nextInt(4)));
        PlainArray joined = PlainArray.of(
                a.with(axis, size + b.sizes()[axis]),
                i -> i[axis] < size ? a.at(i) : b.at(PlainArray.replaced(i, axis, i[axis] - size)));
        DataType type = type(random);
        Attribute named = Attribute.of(random.nextBoolean() ? axis : axis - a.rank());
        check(node(random, "Concat", type, a, b).attribute("axis", named), type, joined, a.sizes(), axis);

        EspdlNodeTester split = vector(node(random, "Split", type, joined), size, b.sizes()[axis])
                .attribute("axis", named)
                .output(type, -3, 1)
                .output(type, -3, 1);
        assertThat(split.result().value("y0").toInts()).isEqualTo(a.values());
        assertThat(split.result().value("y1").toInts()).isEqualTo(b.values());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void gathersAlongAnyAxis(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArray x = drawn(random, 1);
        int axis = random.nextInt(x.rank());
        int size = x.sizes()[axis];
        int[] indices = random.ints(1 + random.nextInt(6), -size, size).toArray();
        PlainArray expected = PlainArray.of(
                x.with(axis, indices.length),
                i -> x.at(PlainArray.replaced(i, axis, Math.floorMod(indices[i[axis]], size))));
        DataType type = type(random);
        EspdlNodeTester tester =
                vector(node(random, "Gather", type, x), indices).attribute("axis", Attribute.of(axis));
        check(tester, type, expected, x.sizes(), axis, indices);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void axesInAnyOrder(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArray x = drawn(random, 2);
        int[] order = new int[x.rank()];
        Arrays.setAll(order, i -> i);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        int[] out = new int[order.length];
        Arrays.setAll(out, i -> x.sizes()[order[i]]);
        PlainArray expected = PlainArray.of(out, i -> {
            int[] from = new int[order.length];
            for (int axis = 0; axis < order.length; axis++) {
                from[order[axis]] = i[axis];
            }
            return x.at(from);
        });
        DataType type = type(random);
        long[] perm = Arrays.stream(order).asLongStream().toArray();
        check(node(random, "Transpose", type, x).attribute("perm", Attribute.ofInts(perm)), type, expected, perm);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void nearestPixelsOfWholeScales(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        PlainArray x = PlainArray.random(
                random,
                127,
                1 + random.nextInt(2),
                1 + random.nextInt(4),
                1 + random.nextInt(4),
                1 + random.nextInt(5));
        int vertical = 1 + random.nextInt(4);
        int horizontal = 1 + random.nextInt(4);
        int[] out = {x.sizes()[0], x.sizes()[1] * vertical, x.sizes()[2] * horizontal, x.sizes()[3]};
        PlainArray expected = PlainArray.of(out, i -> x.at(i[0], i[1] / vertical, i[2] / horizontal, i[3]));
        EspdlNodeTester tester = node(random, "Resize", DataType.INT8, x)
                .without()
                .constant(new int[] {4}, 1, 1, vertical, horizontal)
                .attribute("mode", Attribute.of("nearest"));
        check(tester, DataType.INT8, expected, x.sizes(), vertical, horizontal);
    }
}
