package dev.espquant.properties;

import dev.espquant.properties.ModelSketch.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A random window for Conv and pools: kernel, strides, dilations, and pads in one of the ways in which ONNX writes them. */
final class WindowSketch {
    final int[] kernel;
    private final ModelSketch sketch;
    private final Value input;
    private final int[] strides;
    private final int[] dilations;
    private final int[] pads;
    private final String autoPad;

    WindowSketch(ModelSketch sketch, Value input, int largest, boolean mayDilate) {
        int rank = input.rank() - 2;
        this.sketch = sketch;
        this.input = input;
        this.kernel = numbers(rank, 1, largest);
        this.strides = sketch.chance(0.5) ? filled(rank, 1) : numbers(rank, 1, 3);
        this.dilations = mayDilate && sketch.chance(0.3) ? numbers(rank, 1, 2) : filled(rank, 1);
        this.autoPad = sketch.pick("", "", "", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
        this.pads = explicit() && sketch.chance(0.5) ? pads(rank) : filled(2 * rank, 0);
    }

    private boolean explicit() {
        return autoPad.isEmpty() || autoPad.equals("NOTSET");
    }

    /** Pads smaller than the kernel, so that no window of a pool lies in padding alone. */
    private int[] pads(int rank) {
        int[] result = new int[2 * rank];
        for (int i = 0; i < result.length; i++) {
            result[i] = sketch.below(kernel[i % rank]);
        }
        return result;
    }

    /** The sizes of the output; of length 0 if the window does not fit the input. */
    int[] outputSizes(int channels) {
        int[] sizes = input.sizes().clone();
        sizes[1] = channels;
        for (int i = 0; i < kernel.length; i++) {
            int in = input.size(2 + i);
            int extent = (kernel[i] - 1) * dilations[i] + 1;
            int padded = in + pads[i] + pads[i + kernel.length];
            boolean same = autoPad.startsWith("SAME");
            if (same ? dilations[i] != 1 : padded < extent) {
                return new int[0];
            }
            sizes[2 + i] = same ? (in + strides[i] - 1) / strides[i] : (padded - extent) / strides[i] + 1;
        }
        return sizes;
    }

    /** Attributes; those with their default values are left out now and then. */
    List<Object> attributes() {
        List<Object> attributes = new ArrayList<>();
        add(attributes, "strides", strides, 1);
        add(attributes, "dilations", dilations, 1);
        if (explicit()) {
            add(attributes, "pads", pads, 0);
        }
        if (!autoPad.isEmpty()) {
            attributes.add("auto_pad");
            attributes.add(autoPad);
        }
        return attributes;
    }

    private void add(List<Object> attributes, String name, int[] numbers, int usual) {
        boolean mayLeaveOut = Arrays.stream(numbers).allMatch(n -> n == usual);
        if (!mayLeaveOut || sketch.chance(0.3)) {
            attributes.add(name);
            attributes.add(numbers);
        }
    }

    private int[] numbers(int count, int least, int most) {
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = sketch.from(least, most);
        }
        return result;
    }

    private static int[] filled(int count, int number) {
        int[] result = new int[count];
        Arrays.fill(result, number);
        return result;
    }
}
