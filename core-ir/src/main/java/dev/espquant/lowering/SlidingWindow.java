package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import java.util.Map;

/**
 * The window of a convolution or pool, with every attribute of ONNX resolved: the runtime reads neither {@code auto_pad} nor defaults.
 *
 * @param kernel its size along each spatial axis
 * @param pads at the begin of every axis, then at the end of every axis
 * @param strides steps along each axis
 * @param dilations distances between taps
 */
record SlidingWindow(
        ImmutableLongArray kernel, ImmutableLongArray pads, ImmutableLongArray strides, ImmutableLongArray dilations) {

    /**
     * Reads a node.
     *
     * @param kernel the window's size
     * @param spatialSizes sizes of the input's axes that it slides over
     */
    static SlidingWindow of(Node node, long[] kernel, long[] spatialSizes) {
        long[] strides = listed(node, "strides", kernel.length);
        long[] dilations = listed(node, "dilations", kernel.length);
        long[] pads = new long[2 * kernel.length];
        String mode = node.textAttribute("auto_pad", "NOTSET");
        if (mode.startsWith("SAME")) {
            for (int i = 0; i < kernel.length; i++) {
                long positions = (spatialSizes[i] + strides[i] - 1) / strides[i];
                long reach = (kernel[i] - 1) * dilations[i] + 1;
                long total = Math.max(0, (positions - 1) * strides[i] + reach - spatialSizes[i]);
                pads[i] = mode.equals("SAME_LOWER") ? total - total / 2 : total / 2;
                pads[kernel.length + i] = total - pads[i];
            }
        } else if (mode.equals("NOTSET")) {
            pads = node.intsAttribute("pads").orElse(pads);
        }
        return new SlidingWindow(copy(kernel), copy(pads), copy(strides), copy(dilations));
    }

    private static ImmutableLongArray copy(long[] values) {
        return ImmutableLongArray.copyOf(values);
    }

    private static long[] listed(Node node, String attribute, int count) {
        return node.intsAttribute(attribute).filter(v -> v.length > 0).orElseGet(() -> {
            long[] ones = new long[count];
            java.util.Arrays.fill(ones, 1);
            return ones;
        });
    }

    boolean isPadded() {
        return pads.stream().anyMatch(p -> p != 0);
    }

    /** Adds what the runtime reads to a node's attributes. */
    void putInto(Map<String, Attribute> attributes) {
        attributes.put("kernel_shape", new Attribute.OfInts(kernel));
        attributes.put("pads", new Attribute.OfInts(pads));
        attributes.put("strides", new Attribute.OfInts(strides));
    }
}
