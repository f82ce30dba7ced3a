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
    private static final int COLORS = 3;

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
            if (channels == COLORS && to.storage() == QuantizedBuffer.Storage.BYTES) {
                int first = image * COLORS * area;
                readColors(from, fromIndex + first, to.bytes(), toIndex + first);
                continue;
            }
            for (int channel = 0; channel < channels; channel++) {
                int plane = fromIndex + (image * channels + channel) * area;
                int base = toIndex + image * channels * area + channel;
                switch (to.storage()) {
                    case BYTES -> readPlane(from, plane, to.bytes(), base);
                    case SHORTS -> readPlane(from, plane, to.shorts(), base);
                    case INTS -> readPlane(from, plane, to.ints(), base);
                    case LONGS, REALS -> readPlane(from, plane, to, base);
                }
            }
        }
    }

    /** What most inputs are: three planes, written in one go. */
    private void readColors(int[] from, int plane, byte[] to, int base) {
        for (int i = 0; i < area; i++) {
            to[base + COLORS * i] = (byte) from[plane + i];
            to[base + COLORS * i + 1] = (byte) from[plane + area + i];
            to[base + COLORS * i + 2] = (byte) from[plane + 2 * area + i];
        }
    }

    private void readPlane(int[] from, int plane, byte[] to, int base) {
        for (int i = 0; i < area; i++) {
            to[base + i * channels] = (byte) from[plane + i];
        }
    }

    private void readPlane(int[] from, int plane, short[] to, int base) {
        for (int i = 0; i < area; i++) {
            to[base + i * channels] = (short) from[plane + i];
        }
    }

    private void readPlane(int[] from, int plane, int[] to, int base) {
        for (int i = 0; i < area; i++) {
            to[base + i * channels] = from[plane + i];
        }
    }

    private void readPlane(int[] from, int plane, QuantizedBuffer to, int base) {
        for (int i = 0; i < area; i++) {
            to.set(base + i * channels, from[plane + i]);
        }
    }

    /** Copies one image to ONNX's order. */
    void write(QuantizedBuffer from, int fromIndex, int[] to, int toIndex) {
        for (int image = 0; image < images; image++) {
            for (int channel = 0; channel < channels; channel++) {
                int base = fromIndex + image * channels * area + channel;
                int plane = toIndex + (image * channels + channel) * area;
                switch (from.storage()) {
                    case BYTES -> writePlane(from.bytes(), base, to, plane);
                    case SHORTS -> writePlane(from.shorts(), base, to, plane);
                    case INTS -> writePlane(from.ints(), base, to, plane);
                    case LONGS, REALS -> writePlane(from, base, to, plane);
                }
            }
        }
    }

    private void writePlane(byte[] from, int base, int[] to, int plane) {
        for (int i = 0; i < area; i++) {
            to[plane + i] = from[base + i * channels];
        }
    }

    private void writePlane(short[] from, int base, int[] to, int plane) {
        for (int i = 0; i < area; i++) {
            to[plane + i] = from[base + i * channels];
        }
    }

    private void writePlane(int[] from, int base, int[] to, int plane) {
        for (int i = 0; i < area; i++) {
            to[plane + i] = from[base + i * channels];
        }
    }

    private void writePlane(QuantizedBuffer from, int base, int[] to, int plane) {
        for (int i = 0; i < area; i++) {
            to[plane + i] = from.get(base + i * channels);
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
