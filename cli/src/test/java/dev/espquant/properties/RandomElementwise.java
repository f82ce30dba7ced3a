package dev.espquant.properties;

import dev.espquant.ir.Tensor;
import dev.espquant.properties.ModelSketch.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Random operators that compute element by element or plane by plane without weights. */
final class RandomElementwise {
    private static final String[] BINARY = {"Add", "Sub", "Mul", "Max", "Min"};

    private RandomElementwise() {}

    static boolean twoBranches(ModelSketch s, Value x) {
        List<Value> partners = s.values().stream()
                .filter(v -> v.rank() == x.rank() && broadcasts(v.sizes(), x.sizes()))
                .toList();
        Value partner = partners.get(s.below(partners.size()));
        int[] sizes = new int[x.rank()];
        Arrays.setAll(sizes, i -> Math.max(x.size(i), partner.size(i)));
        s.node(s.pick(BINARY), x.name() + " " + partner.name(), sizes);
        return true;
    }

    private static boolean broadcasts(int[] a, int[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i] && (i == 0 || (a[i] != 1 && b[i] != 1))) {
                return false;
            }
        }
        return true;
    }

    static boolean withConstant(ModelSketch s, Value x) {
        long[] sizes;
        if (x.rank() >= 2 && s.chance(0.5)) {
            sizes = new long[x.rank() - (s.chance(0.5) ? 1 : 0)];
            Arrays.fill(sizes, 1);
            sizes[sizes.length - x.rank() + 1] = x.size(1);
        } else if (x.rank() >= 2 && s.chance(0.5)) {
            sizes = Arrays.stream(x.sizes()).skip(1).asLongStream().toArray();
        } else {
            sizes = new long[s.below(2)];
            Arrays.fill(sizes, 1);
        }
        String constant = s.constant(Math.scalb(1.0, s.from(-3, 2)), 0.3, sizes);
        String inputs = s.chance(0.7) ? x.name() + " " + constant : constant + " " + x.name();
        s.node(s.pick(BINARY), inputs, x.sizes());
        return true;
    }

    static boolean relu(ModelSketch s, Value x) {
        s.node("Relu", x.name(), x.sizes());
        return true;
    }

    static boolean slope(ModelSketch s, Value x) {
        if (s.chance(0.5)) {
            if (s.chance(0.2)) {
                s.node("LeakyRelu", x.name(), x.sizes());
            } else {
                s.node("LeakyRelu", x.name(), x.sizes(), "alpha", s.pick(0.1f, 0.25f, 0f, -0.5f, 1.5f, 0.999f));
            }
            return true;
        }
        long[] sizes = {1};
        if (x.rank() >= 2 && s.chance(0.7)) {
            sizes = new long[x.rank() - 1];
            Arrays.fill(sizes, 1);
            sizes[0] = x.size(1);
        }
        s.node("PRelu", x.name() + " " + s.constant(0.3, 0.2, sizes), x.sizes());
        return true;
    }

    static boolean clip(ModelSketch s, Value x) {
        Float low = s.pick(0f, 0f, -1f, null, 0.5f);
        Float high = s.pick(6f, 6f, 1f, null, 0.75f);
        List<Object> attributes = new ArrayList<>();
        String inputs = x.name();
        if (s.opset < 11) {
            add(attributes, "min", low);
            add(attributes, "max", high);
        } else {
            inputs += low == null ? (high == null ? "" : " -") : " " + s.initializer(Tensor.ofFloats(new long[0], low));
            inputs += high == null ? "" : " " + s.initializer(Tensor.ofFloats(new long[0], high));
        }
        s.node("Clip", inputs, x.sizes(), attributes.toArray());
        return true;
    }

    private static void add(List<Object> attributes, String name, @org.jspecify.annotations.Nullable Float bound) {
        if (bound != null) {
            attributes.add(name);
            attributes.add(bound);
        }
    }

    static boolean curve(ModelSketch s, Value x) {
        s.node(s.pick("Sigmoid", "Tanh"), x.name(), x.sizes());
        return true;
    }

    static boolean softmax(ModelSketch s, Value x) {
        if (x.rank() < 2) {
            return false;
        }
        if (s.chance(0.4)) {
            s.node("Softmax", x.name(), x.sizes());
        } else {
            s.node("Softmax", x.name(), x.sizes(), "axis", s.fromEnd(s.from(1, x.rank() - 1), x.rank()));
        }
        return true;
    }

    static boolean windowPool(ModelSketch s, Value x) {
        if (x.rank() < 3 || x.rank() > 4) {
            return false;
        }
        WindowSketch window = new WindowSketch(s, x, 3, /* mayDilate= */ false);
        int[] sizes = window.outputSizes(x.size(1));
        if (sizes.length == 0) {
            return false;
        }
        List<Object> attributes = window.attributes();
        int dilations = attributes.indexOf("dilations");
        if (dilations >= 0) {
            attributes.subList(dilations, dilations + 2).clear(); // AveragePool has none before opset 19
        }
        attributes.add("kernel_shape");
        attributes.add(window.kernel);
        boolean average = s.chance(0.5);
        if (average && s.chance(0.4)) {
            attributes.add("count_include_pad");
            attributes.add(s.below(2));
        }
        s.node(average ? "AveragePool" : "MaxPool", x.name(), sizes, attributes.toArray());
        return true;
    }

    static boolean globalPool(ModelSketch s, Value x) {
        if (x.rank() < 3 || x.rank() > 4) {
            return false;
        }
        int[] sizes = new int[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = x.size(0);
        sizes[1] = x.size(1);
        s.node(s.pick("GlobalAveragePool", "GlobalMaxPool"), x.name(), sizes);
        return true;
    }
}
