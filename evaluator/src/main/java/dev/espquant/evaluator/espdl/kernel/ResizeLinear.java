package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;

/** Resize linearly: float32 of the dequantized pixels, along the width first, then along the height; rounded and saturated once at the end. */
final class ResizeLinear {
    private final int[] in;
    private final int[] out;
    private final Axis vertical;
    private final Axis horizontal;

    private ResizeLinear(int[] in, int[] out, Axis vertical, Axis horizontal) {
        this.in = in;
        this.out = out;
        this.vertical = vertical;
        this.horizontal = horizontal;
    }

    static PreparedNode prepare(EspdlContext context, int[] in, int[] out, float[] factors) {
        boolean corners = context.node()
                .textAttribute("coordinate_transformation_mode", "half_pixel")
                .equals("align_corners");
        int x = in.length - 2;
        Axis horizontal = Axis.of(in[x], out[x], factors[x - 1], corners);
        Axis vertical = x == 2 ? Axis.of(in[1], out[1], factors[0], corners) : Axis.single();
        ResizeLinear resize = new ResizeLinear(in, out, vertical, horizontal);
        return resize::run;
    }

    /** Along one axis, for each output pixel: the input pixel before it, the one behind it (the same where there is one only) and its share. */
    private static final class Axis {
        private final int[] first;
        private final int[] second;
        private final float[] share;

        Axis(int[] first, int[] second, float[] share) {
            this.first = first;
            this.second = second;
            this.share = share;
        }

        int[] first() {
            return first;
        }

        int[] second() {
            return second;
        }

        float[] share() {
            return share;
        }

        static Axis of(int in, int out, float factor, boolean corners) {
            float scale = corners ? (out - 1) / (float) (in - 1) : factor;
            float inverse = 1 / scale;
            int[] first = new int[out];
            int[] second = new int[out];
            float[] share = new float[out];
            for (int i = 0; i < out; i++) {
                float at = corners ? i * inverse : (i + 0.5f) * inverse - 0.5f;
                int pixel = (int) Math.floor(at);
                float part = pixel < 0 ? 0 : at - pixel;
                pixel = Math.max(0, pixel);
                if (pixel >= in - 1) {
                    pixel = Math.max(0, in - 2);
                    part = 1;
                }
                first[i] = pixel;
                second[i] = Math.min(pixel + 1, in - 1);
                share[i] = part;
            }
            return new Axis(first, second, share);
        }

        /** Rows that are not resized. */
        static Axis single() {
            return new Axis(new int[1], new int[1], new float[1]);
        }
    }

    private void run(NodeRun run) {
        EspdlArray output = run.output(0);
        float rescale = Rounding.power(-output.exponent());
        int channels = out[out.length - 1];
        int width = horizontal.first().length;
        int height = vertical.first().length;
        for (int i = 0; i < output.count(); i++) {
            int channel = i % channels;
            int x = i / channels % width;
            int y = i / (channels * width) % height;
            int batch = i / (channels * width * height);
            float above = between(run.input(0), batch, vertical.first()[y], x, channel);
            float share = vertical.share()[y];
            float value = above;
            if (in.length == 4) {
                float below = between(run.input(0), batch, vertical.second()[y], x, channel);
                value = above * (1f - share) + below * share;
            }
            run.storeReal(output, i, value * rescale);
        }
    }

    /** Between two pixels of an input row. */
    private float between(EspdlArray input, int batch, int row, int x, int channel) {
        int width = in[in.length - 2];
        int height = in.length == 4 ? in[1] : 1;
        int first = (batch * height + row) * width;
        float left = Reals.of(input, (first + horizontal.first()[x]) * in[in.length - 1] + channel);
        float right = Reals.of(input, (first + horizontal.second()[x]) * in[in.length - 1] + channel);
        float share = horizontal.share()[x];
        return left * (1f - share) + right * share;
    }
}
