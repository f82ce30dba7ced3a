package dev.espquant.evaluator.plan;

import dev.espquant.evaluator.engine.QuantizedBuffer;

/**
 * The order in which the elements of one image of a value lie. A value with channels has the sizes {@code [images, channels, spatial...]}.
 *
 * @param images images of the model's own batch in one run
 * @param channels channels, or 1 where the order is ONNX's
 * @param area spatial elements of a channel, or everything where the order is ONNX's
 */
record Layout(int images, int channels, int area) {
    /** ONNX's order: row major. */
    static Layout onnx(long[] sizes) {
        return new Layout(1, 1, count(sizes, 0));
    }

    /** Channels last; the same as ONNX's order where there is one channel, or one element of each, or no axis behind the channels. */
    static Layout channelsLast(long[] sizes) {
        if (sizes.length < 3 || sizes[1] == 1 || count(sizes, 2) == 1) {
            return onnx(sizes);
        }
        return new Layout(Math.toIntExact(sizes[0]), Math.toIntExact(sizes[1]), count(sizes, 2));
    }

    boolean isOnnx() {
        return channels == 1;
    }

    int elements() {
        return images * channels * area;
    }

    /** Copies one image from ONNX's order. */
    void read(int[] from, int fromIndex, QuantizedBuffer to, int toIndex) {
        for (int image = 0; image < images; image++) {
            int plane = fromIndex + image * channels * area;
            int base = toIndex + image * channels * area;
            for (int channel = 0; channel < channels; channel++) {
                for (int i = 0; i < area; i++) {
                    to.set(base + i * channels + channel, from[plane++]);
                }
            }
        }
    }

    /** Copies one image to ONNX's order. */
    void write(QuantizedBuffer from, int fromIndex, int[] to, int toIndex) {
        for (int image = 0; image < images; image++) {
            int plane = toIndex + image * channels * area;
            int base = fromIndex + image * channels * area;
            for (int channel = 0; channel < channels; channel++) {
                for (int i = 0; i < area; i++) {
                    to[plane++] = from.get(base + i * channels + channel);
                }
            }
        }
    }

    private static int count(long[] sizes, int firstAxis) {
        long count = 1;
        for (int axis = firstAxis; axis < sizes.length; axis++) {
            count = Math.multiplyExact(count, sizes[axis]);
        }
        return Math.toIntExact(count);
    }
}
