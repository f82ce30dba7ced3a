package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.plugin.Names;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A window that slides over the spatial axes of a convolution or pooling, and the formulas of ONNX for the number of its positions. */
final class Window {
    private final RuleContext node;
    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    /** Padding at the begin of every axis, then at the end of every axis. */
    private final long[] pads;

    private final AutoPad autoPad;

    /** Reads strides, dilations and pads of a node whose kernel sizes are known. */
    Window(RuleContext node, long[] kernel) {
        int axes = kernel.length;
        require(node, "kernel_shape", kernel, axes, 1);
        this.node = node;
        this.kernel = kernel;
        this.strides = attribute(node, "strides", axes, 1);
        this.dilations = attribute(node, "dilations", axes, 1);
        this.pads = attribute(node, "pads", 2 * axes, 0);
        this.autoPad = AutoPad.of(node);
    }

    /** Whether padding follows from the sizes. */
    private enum AutoPad {
        NOTSET,
        SAME_UPPER,
        SAME_LOWER,
        VALID;

        static AutoPad of(RuleContext node) {
            String text = node.node().textAttribute("auto_pad", NOTSET.name());
            List<String> names = Arrays.stream(values()).map(AutoPad::name).toList();
            if (!names.contains(text)) {
                throw node.error("auto_pad '" + text + "' does not exist")
                        .fix(Names.suggestion(text, names))
                        .build();
            }
            return valueOf(text);
        }

        boolean isSame() {
            return this == SAME_UPPER || this == SAME_LOWER;
        }
    }

    /**
     * How often the window fits into an axis.
     *
     * @param ceil whether a last window may reach beyond the padded end; it must still start inside the input or its leading padding
     */
    Dimension slide(int axis, Dimension input, boolean ceil) {
        long reach = reach(axis);
        long padding = autoPad == AutoPad.NOTSET ? padding(axis) : 0;
        if (!(input instanceof Dimension.Fixed fixed)) {
            boolean kept = autoPad.isSame() || padding == reach - 1;
            return strides[axis] == 1 && kept ? input : Dimension.unknown();
        }
        long size = fixed.size();
        if (autoPad.isSame()) {
            return Dimension.of(ceilDivide(size, strides[axis]));
        }
        long room = Math.subtractExact(Math.addExact(size, padding), reach);
        if (room < 0) {
            throw node.error("a window of " + reach + " does not fit into spatial axis " + axis + ", which has " + size
                            + " and padding " + padding)
                    .build();
        }
        long leading = autoPad == AutoPad.NOTSET ? pads[axis] : 0;
        long positions = 1 + (ceil ? ceilDivide(room, strides[axis]) : room / strides[axis]);
        boolean lastStartsOutside = ceil && Math.multiplyExact(positions - 1, strides[axis]) >= size + leading;
        return Dimension.of(lastStartsOutside ? positions - 1 : positions);
    }

    /** The size that a transposed convolution makes of an axis. */
    Dimension spread(int axis, Dimension input, long outputPadding) {
        if (autoPad.isSame()) {
            return Dimensions.times(input, strides[axis]);
        }
        long padding = autoPad == AutoPad.NOTSET ? padding(axis) : 0;
        long offset = Math.subtractExact(Math.addExact(reach(axis), outputPadding), padding);
        if (input instanceof Dimension.Fixed fixed) {
            long spread = Math.multiplyExact(strides[axis], fixed.size() - 1);
            return node.dimension(Math.addExact(spread, offset), "the size of spatial axis " + axis);
        }
        return offset == strides[axis] ? Dimensions.times(input, strides[axis]) : Dimension.unknown();
    }

    private long padding(int axis) {
        return Math.addExact(pads[axis], pads[kernel.length + axis]);
    }

    /** How many elements of the input a window spans. */
    private long reach(int axis) {
        return Math.addExact(Math.multiplyExact(kernel[axis] - 1, dilations[axis]), 1);
    }

    private static long ceilDivide(long value, long divisor) {
        return value / divisor + (value % divisor == 0 ? 0 : 1);
    }

    /** A list attribute, or as many times its lowest legal value if it is absent. */
    private static long[] attribute(RuleContext node, String name, int length, long lowest) {
        long[] values = node.node()
                .intsAttribute(name)
                .filter(v -> v.length > 0)
                .orElseGet(() -> LongStream.generate(() -> lowest).limit(length).toArray());
        require(node, name, values, length, lowest);
        return values;
    }

    private static void require(RuleContext node, String name, long[] values, int length, long lowest) {
        if (values.length != length || LongStream.of(values).anyMatch(v -> v < lowest)) {
            throw node.error("the attribute '" + name + "' must be " + length + " numbers of at least " + lowest
                            + ", found " + Arrays.toString(values))
                    .build();
        }
    }
}
