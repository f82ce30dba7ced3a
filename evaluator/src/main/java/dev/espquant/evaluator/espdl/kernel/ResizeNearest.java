package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.evaluator.kernel.Gather;
import java.util.stream.IntStream;

/**
 * Resize to the nearest pixel: pixel {@code int(i * (1 / scale))}, clamped; its value is {@code round(x * 2^(e_in - e_out))}, of which C keeps the
 * lower 8 bits where it leaves int8.
 */
final class ResizeNearest {
    private ResizeNearest() {}

    static PreparedNode prepare(EspdlContext context, int[] in, int[] out, float[] factors) {
        int[][] axes = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            boolean spatial = axis > 0 && axis < in.length - 1;
            axes[axis] = spatial
                    ? pixels(in[axis], out[axis], factors[axis - 1])
                    : IntStream.range(0, in[axis]).toArray();
        }
        int[] sources = Gather.separable(in, axes).sources();
        int exponent = context.input(0).exponent() - context.output(0).exponent();
        return run -> resize(run, sources, Rounding.power(exponent));
    }

    private static int[] pixels(int in, int out, float factor) {
        float inverse = 1 / factor;
        return IntStream.range(0, out)
                .map(i -> Math.min((int) (i * inverse), in - 1))
                .toArray();
    }

    private static void resize(NodeRun run, int[] sources, float scale) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        for (int i = 0; i < sources.length; i++) {
            output.put(i, run.rounding().round(input.real(sources[i]) * scale));
        }
    }
}
