package dev.espquant.evaluator.espdl.rules;

import java.util.Random;

/**
 * A convolution of images N x H x W x C by filters of N x H x W x C, in plain loops, and its filter in the order in which files hold it.
 */
final class PlainLayer {
    private final PlainArithmetic arithmetic;
    private final PlainWindow window;
    private final int[] input;
    private final int outputs;
    private final boolean depthwise;
    private final boolean relu;
    private final int[] shifts;

    /**
     * @param input sizes of the images
     * @param outputs output channels
     * @param depthwise every channel by itself
     * @param shifts one for each output channel
     */
    PlainLayer(
            PlainArithmetic arithmetic,
            PlainWindow window,
            int[] input,
            int outputs,
            boolean depthwise,
            boolean relu,
            int[] shifts) {
        this.arithmetic = arithmetic;
        this.window = window;
        this.input = input;
        this.outputs = outputs;
        this.depthwise = depthwise;
        this.relu = relu;
        this.shifts = shifts;
    }

    PlainArithmetic arithmetic() {
        return arithmetic;
    }

    PlainWindow window() {
        return window;
    }

    int[] input() {
        return input;
    }

    int outputs() {
        return outputs;
    }

    boolean depthwise() {
        return depthwise;
    }

    boolean relu() {
        return relu;
    }

    int[] shifts() {
        return shifts;
    }

    int depth() {
        return depthwise ? 1 : input[3];
    }

    int[] outSizes() {
        return new int[] {input[0], window.size(input[1], 0), window.size(input[2], 1), outputs};
    }

    /** What an output is summed of, product by product: rows, columns, input channels, from the bias on. */
    int[] compute(int[] x, int[] filter, long[] bias) {
        int[] out = outSizes();
        int[] y = new int[out[0] * out[1] * out[2] * out[3]];
        for (int i = 0; i < y.length; i++) {
            int channel = i % outputs;
            int column = i / outputs % out[2];
            int row = i / outputs / out[2] % out[1];
            int image = i / outputs / out[2] / out[1];
            long sum = sum(x, filter, bias[channel], new int[] {image, row, column, channel});
            long shifted = arithmetic.shift(sum, shifts[channel]);
            y[i] = arithmetic.saturate(relu ? Math.max(0, shifted) : shifted);
        }
        return y;
    }

    private long sum(int[] x, int[] filter, long bias, int[] at) {
        int channel = at[3];
        boolean block = channel < outputs / arithmetic.lanes() * arithmetic.lanes();
        long sum = bias;
        for (int tap = 0; tap < window.taps(); tap++) {
            int row = window.at(at[1], tap / window.kernel()[1], 0);
            int column = window.at(at[2], tap % window.kernel()[1], 1);
            boolean inside = row >= 0 && row < input[1] && column >= 0 && column < input[2];
            for (int c = 0; inside && c < depth(); c++) {
                int from = depthwise ? channel : c;
                long pixel = x[((at[0] * input[1] + row) * input[2] + column) * input[3] + from];
                sum = arithmetic.keep(sum + pixel * filter[(channel * window.taps() + tap) * depth() + c], block);
            }
        }
        return sum;
    }

    /** The filter as files hold it: N H W C, depthwise H W N; in blocks (N/A) H W C A with the rest behind, depthwise H W r. */
    int[] packed(int[] filter) {
        int[] packed = new int[filter.length];
        int lanes = arithmetic.isBlocked() ? arithmetic.lanes() : depthwise ? outputs : 1;
        int whole = arithmetic.isBlocked() || depthwise ? outputs / lanes * lanes : outputs;
        int size = window.taps() * depth();
        int next = 0;
        for (int first = 0; first < whole; first += lanes) {
            for (int i = 0; i < size; i++) {
                for (int lane = 0; lane < lanes; lane++) {
                    packed[next++] = filter[(first + lane) * size + i];
                }
            }
        }
        int rest = outputs - whole;
        for (int i = 0; i < rest * size; i++) {
            int channel = whole + (depthwise ? i % rest : i / size);
            packed[next++] = filter[channel * size + (depthwise ? i / rest : i % size)];
        }
        return packed;
    }

    String layout() {
        if (!arithmetic.isBlocked()) {
            return depthwise ? "HWCN" : "NHWC";
        }
        String name = "(N/" + arithmetic.lanes() + ")HWC" + arithmetic.lanes();
        return outputs % arithmetic.lanes() == 0 ? name : name + "_UNALIGNED";
    }

    /** Sizes that files declare. */
    int[] filterSizes() {
        int[] kernel = window.kernel();
        return depthwise
                ? new int[] {kernel[0], kernel[1], outputs, 1}
                : new int[] {kernel[0], kernel[1], depth(), outputs};
    }

    static int[] values(Random random, int largest, int count) {
        return random.ints(count, -largest, largest + 1).toArray();
    }
}
