package dev.espquant.properties;

import dev.espquant.ir.Tensor;
import dev.espquant.properties.ModelSketch.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Random operators that copy elements: the batch always stays where it is. */
final class RandomMovement {
    private RandomMovement() {}

    static boolean concat(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        int axis = s.from(1, x.rank() - 1);
        List<String> names = new ArrayList<>(List.of(x.name()));
        int[] sizes = x.sizes().clone();
        List<Value> partners =
                s.values().stream().filter(v -> differsOnlyAt(axis, x, v)).toList();
        for (int more = s.from(0, 2); more > 0; more--) {
            Value partner = partners.get(s.below(partners.size()));
            names.add(partner.name());
            sizes[axis] += partner.size(axis);
        }
        if (!s.openBatch && s.chance(0.15)) {
            names.add(s.constant(1, 0, Arrays.stream(x.sizes()).asLongStream().toArray()));
            sizes[axis] += x.size(axis);
        }
        Collections.shuffle(names, s.random);
        s.node("Concat", String.join(" ", names), sizes, "axis", s.fromEnd(axis, x.rank()));
        return true;
    }

    private static boolean differsOnlyAt(int axis, Value a, Value b) {
        return a.rank() == b.rank() && IntStream.range(0, a.rank()).allMatch(i -> i == axis || a.size(i) == b.size(i));
    }

    static boolean reshape(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        int rest = x.elements() / x.size(0);
        int first = IntStream.rangeClosed(1, rest)
                .filter(n -> rest % n == 0)
                .skip(s.below(3))
                .findFirst()
                .orElse(1);
        long batch = s.pick(0L, s.openBatch ? -1L : x.size(0));
        boolean infer = batch >= 0 && s.chance(0.5);
        if (s.chance(0.3)) {
            s.node("Reshape", x.name() + " " + s.longs(batch, infer ? -1 : rest), new int[] {x.size(0), rest});
        } else {
            s.node("Reshape", x.name() + " " + s.longs(batch, first, infer ? -1 : rest / first), new int[] {
                x.size(0), first, rest / first
            });
        }
        return true;
    }

    static boolean flatten(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        int[] sizes = {x.size(0), x.elements() / x.size(0)};
        if (s.chance(0.5)) {
            s.node("Flatten", x.name(), sizes);
        } else {
            s.node("Flatten", x.name(), sizes, "axis", s.fromEnd(1, x.rank()));
        }
        return true;
    }

    static boolean squeeze(ModelSketch s, Value x) {
        int[] ones = IntStream.range(1, x.rank()).filter(i -> x.size(i) == 1).toArray();
        if (ones.length == 0) {
            return false;
        }
        int axis = ones[s.below(ones.length)];
        int[] sizes =
                IntStream.range(0, x.rank()).filter(i -> i != axis).map(x::size).toArray();
        withAxes(s, "Squeeze", x, sizes, s.fromEnd(axis, x.rank()));
        return true;
    }

    static boolean unsqueeze(ModelSketch s, Value x) {
        if (x.rank() > 3) {
            return false;
        }
        int axis = s.from(1, x.rank());
        int[] sizes = IntStream.rangeClosed(0, x.rank())
                .map(i -> i == axis ? 1 : x.size(i < axis ? i : i - 1))
                .toArray();
        withAxes(s, "Unsqueeze", x, sizes, s.fromEnd(axis, sizes.length));
        return true;
    }

    private static void withAxes(ModelSketch s, String opType, Value x, int[] sizes, long axis) {
        if (s.opset < 13) {
            s.node(opType, x.name(), sizes, "axes", new long[] {axis});
        } else {
            s.node(opType, x.name() + " " + s.longs(axis), sizes);
        }
    }

    static boolean transpose(ModelSketch s, Value x) {
        List<Integer> order = new ArrayList<>();
        IntStream.range(1, x.rank()).forEach(order::add);
        Collections.shuffle(order, s.random);
        order.add(0, 0);
        s.node(
                "Transpose",
                x.name(),
                order.stream().mapToInt(x::size).toArray(),
                "perm",
                order.stream().mapToInt(i -> i).toArray());
        return true;
    }

    static boolean slice(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        int axis = s.from(1, x.rank() - 1);
        int size = x.size(axis);
        boolean backward = s.opset >= 10 && s.chance(0.2);
        int step = s.opset >= 10 ? s.from(1, 3) : 1;
        int start = s.below(size);
        int count = backward ? start / step + 1 : s.from(1, (size - 1 - start) / step + 1);
        long end = backward ? Integer.MIN_VALUE : start + (long) (count - 1) * step + 1;
        if (!backward && (count - 1) * step + step + start >= size && s.chance(0.5)) {
            end = Long.MAX_VALUE;
        }
        long first = s.chance(0.3) ? start - size : start;
        int[] sizes = x.sizes().clone();
        sizes[axis] = count;
        long named = s.fromEnd(axis, x.rank());
        if (s.opset < 10) {
            s.node(
                    "Slice",
                    x.name(),
                    sizes,
                    "starts",
                    new long[] {first},
                    "ends",
                    new long[] {end},
                    "axes",
                    new long[] {axis});
        } else {
            String steps = step == 1 && !backward ? "" : " " + s.longs(backward ? -step : step);
            s.node("Slice", x.name() + " " + s.longs(first) + " " + s.longs(end) + " " + s.longs(named) + steps, sizes);
        }
        return true;
    }

    static boolean pad(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        String mode = s.pick("constant", "constant", "edge", "reflect");
        long[] pads = new long[2 * x.rank()];
        int[] sizes = x.sizes().clone();
        for (int axis = 1; axis < x.rank(); axis++) {
            int most = mode.equals("reflect") ? Math.min(2, x.size(axis) - 1) : 2;
            pads[axis] = s.from(0, most);
            pads[axis + x.rank()] = s.from(0, most);
            sizes[axis] += (int) (pads[axis] + pads[axis + x.rank()]);
        }
        float fill = s.pick(0f, 0f, -1f, 0.3f);
        List<Object> attributes = new ArrayList<>(List.of("mode", mode));
        if (s.opset < 11) {
            attributes.addAll(List.of("pads", pads, "value", fill));
            s.node("Pad", x.name(), sizes, attributes.toArray());
        } else {
            String value = fill == 0 ? "" : " " + s.initializer(Tensor.ofFloats(new long[0], fill));
            s.node("Pad", x.name() + " " + s.longs(pads) + value, sizes, attributes.toArray());
        }
        return true;
    }

    static boolean resize(ModelSketch s, Value x) {
        if (x.rank() != 4 || s.opset < 10) {
            return false;
        }
        String coordinates = s.pick("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners");
        String nearest = s.pick("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
        int[] sizes = x.sizes().clone();
        float[] scales = {1, 1, s.pick(1f, 2f, 3f, 0.5f, 1.5f), s.pick(1f, 2f, 2f, 2.5f)};
        for (int axis = 2; axis < 4; axis++) {
            sizes[axis] = (int) Math.floor(x.size(axis) * scales[axis]);
        }
        if (sizes[2] < 1 || sizes[3] < 1) {
            return false;
        }
        boolean bySizes = !s.openBatch && s.chance(0.4);
        String empty = s.opset < 13 ? s.initializer(Tensor.ofFloats(new long[] {0})) : "-";
        String target = bySizes
                ? (s.opset < 13 ? s.initializer(Tensor.ofFloats(new long[] {0})) : "-") + " "
                        + s.longs(Arrays.stream(sizes).asLongStream().toArray())
                : s.initializer(Tensor.ofFloats(new long[] {4}, scales));
        s.node(
                "Resize",
                x.name() + " " + empty + " " + target,
                sizes,
                "mode",
                "nearest",
                "coordinate_transformation_mode",
                coordinates,
                "nearest_mode",
                nearest);
        return true;
    }

    static boolean expand(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        int[] sizes = x.sizes().clone();
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = x.size(axis) == 1 ? s.from(1, 4) : x.size(axis);
        }
        long[] target = LongStream.concat(
                        LongStream.of(1), Arrays.stream(sizes).skip(1).asLongStream())
                .toArray();
        s.node("Expand", x.name() + " " + s.longs(target), sizes);
        return true;
    }

    static boolean nothing(ModelSketch s, Value x) {
        s.node(s.pick("Identity", "Dropout"), x.name(), x.sizes());
        return true;
    }
}
