package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.PoolLayer;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.Runtime;
import java.util.Arrays;
import java.util.Optional;

/**
 * MaxPool, AveragePool, GlobalMaxPool and GlobalAveragePool, 1-D and 2-D. Maxima are copies of integers (padding never wins); averages are
 * {@link EspDl1Assumptions#average}.
 */
@AutoService(OperatorKernel.class)
public final class PoolKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        PlaneScan scan = PlaneScan.of(context);
        boolean padCounts = context.node().intAttribute("count_include_pad", 0) != 0;
        int in = context.inputExponent(0);
        int out = context.outputExponent();
        BitWidth bits = context.bits();
        return switch (context.node().opType()) {
            case "MaxPool", "GlobalMaxPool" -> scan.kernel((sum, max, inside, area) -> max);
            case "AveragePool", "GlobalAveragePool" ->
                scan.kernel((sum, max, inside, area) ->
                        bits.saturate(EspDl1Assumptions.average(sum, padCounts ? area : inside, in, out)));
            default -> throw context.error("no such pool", "use MaxPool or AveragePool");
        };
    }

    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        PlaneScan scan = PlaneScan.of(context);
        Window window = scan.window();
        boolean padCounts = context.node().intAttribute("count_include_pad", 0) != 0;
        int area = window.height() * window.width();
        int in = context.inputExponent(0);
        int out = context.outputExponent();
        BitWidth bits = context.bits();
        PoolLayer.Average average =
                (sum, inside) -> bits.saturate(EspDl1Assumptions.average(sum, padCounts ? area : inside, in, out));
        PoolLayer layer = new PoolLayer(
                context.node().opType().endsWith("MaxPool") ? PoolLayer.Kind.MAX : PoolLayer.Kind.AVERAGE,
                new ConvGeometry(
                        window.inHeight(),
                        window.inWidth(),
                        scan.channels(),
                        window.outHeight(),
                        window.outWidth(),
                        scan.channels(),
                        1,
                        window.engine()),
                average);
        return window.alwaysMeetsTheImage()
                ? Optional.of(new EngineOperator.Pool(layer, context.inputSizes(0)[0]))
                : Optional.empty();
    }

    /** What becomes of a window's elements. */
    @FunctionalInterface
    private interface Result {
        /**
         * The output integer.
         *
         * @param sum of the elements
         * @param max of the elements
         * @param inside how many elements of the window lie inside of the plane
         * @param area how many elements the window has
         */
        int of(long sum, int max, int inside, int area);
    }

    /** A window on every plane of an image. */
    private record PlaneScan(KernelContext context, Window window, int planes) {
        static PlaneScan of(KernelContext context) {
            int[] sizes = context.inputSizes(0);
            int[] spatial = Arrays.copyOfRange(sizes, 2, sizes.length);
            int[] kernel = context.node().opType().startsWith("Global")
                    ? spatial
                    : Arrays.stream(context.node()
                                    .intsAttribute("kernel_shape")
                                    .orElseThrow(
                                            () -> context.error("it has no kernel_shape", "export the model again")))
                            .mapToInt(Math::toIntExact)
                            .toArray();
            return new PlaneScan(context, Window.of(context, kernel), sizes[0] * sizes[1]);
        }

        int channels() {
            return context.inputSizes(0)[1];
        }

        PreparedKernel kernel(Result result) {
            return (inputs, output) -> {
                int next = 0;
                for (int plane = 0; plane < planes; plane++) {
                    for (int row = 0; row < window.outHeight(); row++) {
                        for (int column = 0; column < window.outWidth(); column++) {
                            output[next++] = scan(inputs[0], plane * window.inArea(), row, column, result);
                        }
                    }
                }
                return 0;
            };
        }

        private int scan(int[] input, int plane, int outRow, int outColumn, Result result) {
            int y0 = window.firstRow(outRow);
            int x0 = window.firstColumn(outColumn);
            int yEnd = Math.min(y0 + window.height(), window.inHeight());
            int xEnd = Math.min(x0 + window.width(), window.inWidth());
            long sum = 0;
            int max = Integer.MIN_VALUE;
            int inside = 0;
            for (int y = Math.max(0, y0); y < yEnd; y++) {
                for (int x = Math.max(0, x0); x < xEnd; x++) {
                    int value = input[plane + y * window.inWidth() + x];
                    sum += value;
                    max = Math.max(max, value);
                    inside++;
                }
            }
            if (inside == 0) {
                throw context.error("a window lies in the padding alone", "make pads smaller than the kernel");
            }
            return result.of(sum, max, inside, window.height() * window.width());
        }
    }
}
