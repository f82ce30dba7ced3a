package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.PoolLayer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.quant.BitWidth;
import java.util.Arrays;
import java.util.Optional;

/**
 * AveragePool, MaxPool and their global forms. An average is the int32 sum, where padding counts as 0, times the float32
 * {@code 2^e_in * (1 / area) * 2^-e_out}; the area is that of the whole window even at borders. {@code ceil_mode} and {@code count_include_pad} are
 * ignored. A maximum is that of the pixels inside; exponents are ignored. All suite vectors agree.
 */
@AutoService(EspdlKernel.class)
public final class PoolKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("AveragePool", "MaxPool", "GlobalAveragePool", "GlobalMaxPool");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Planes planes = planes(context);
        context.setOutput(0, planes.outSizes(context.input(0).rank(), planes.channels()));
        if (context.node().opType().endsWith("MaxPool")) {
            PreparedNode largest = run -> each(run, planes, PoolKernel::maximum);
            return largest.describedBy(() -> describe(context, planes, PoolLayer.Kind.MAX, (sum, inside) -> 0));
        }
        float scale = Rounding.power(context.input(0).exponent())
                * (1f / planes.taps())
                * Rounding.power(-context.output(0).exponent());
        PreparedNode average =
                run -> each(run, planes, (r, pixels, channel, at) -> average(r, pixels, channel, at, scale));
        return average.describedBy(() -> EspdlContext.isQuantized(context.output(0))
                ? describe(context, planes, PoolLayer.Kind.AVERAGE, rule(context, scale))
                : Optional.empty());
    }

    private static PoolLayer.Average rule(EspdlContext context, float scale) {
        Rounding rounding = context.rounding();
        BitWidth bits = context.width(context.output(0).type());
        return (sum, inside) -> bits.saturate(rounding.round((int) sum * scale));
    }

    private static Optional<EngineOperator> describe(
            EspdlContext context, Planes planes, PoolLayer.Kind kind, PoolLayer.Average average) {
        boolean alike = EspdlContext.isQuantized(context.input(0))
                && context.input(0).type() == context.output(0).type()
                && planes.isEveryWindowInside();
        return alike && context.isComputed(0)
                ? Optional.of(new EngineOperator.Pool(
                        new PoolLayer(
                                kind,
                                LayerShape.of(planes, planes.channels(), true).geometry(),
                                average),
                        planes.batches()))
                : Optional.empty();
    }

    private static Planes planes(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        int spatial = Math.max(0, in.length - 2);
        int[] ones = new int[spatial];
        Arrays.fill(ones, 1);
        if (context.node().opType().startsWith("Global")) {
            int[] whole = Arrays.copyOfRange(in, 1, 1 + spatial);
            return Planes.of(context, whole, ones, ones, new int[2 * spatial]);
        }
        return Planes.of(
                context,
                context.ints("kernel_shape", spatial, 0),
                context.ints("strides", spatial, 1),
                ones,
                context.ints("pads", 2 * spatial, 0));
    }

    /** Computes one channel at one position. */
    @FunctionalInterface
    private interface Pool {
        void compute(NodeRun run, int[] pixels, int channel, int at);
    }

    private static void each(NodeRun run, Planes planes, Pool pool) {
        int[] pixels = new int[planes.taps()];
        int at = 0;
        for (int position = 0; position < planes.positions(); position++) {
            planes.pixels(position, pixels);
            for (int channel = 0; channel < planes.channels(); channel++) {
                pool.compute(run, pixels, channel, at++);
            }
        }
    }

    private static void maximum(NodeRun run, int[] pixels, int channel, int at) {
        EspdlArray input = run.input(0);
        int best = -1;
        for (int pixel : pixels) {
            if (pixel >= 0 && (best < 0 || input.real(pixel + channel) > input.real(best))) {
                best = pixel + channel;
            }
        }
        if (best >= 0) {
            run.output(0).copy(at, input, best);
        }
    }

    private static void average(NodeRun run, int[] pixels, int channel, int at, float scale) {
        EspdlArray input = run.input(0);
        float real = 0;
        int sum = 0;
        for (int pixel : pixels) {
            if (pixel >= 0 && input.isReal()) {
                real += input.real(pixel + channel);
            } else if (pixel >= 0) {
                sum += (int) input.integer(pixel + channel);
            }
        }
        run.storeReal(run.output(0), at, (input.isReal() ? real : sum) * scale);
    }
}
