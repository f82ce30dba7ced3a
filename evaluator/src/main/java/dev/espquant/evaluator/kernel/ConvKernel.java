package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.target.Runtime;
import java.util.Arrays;
import java.util.Optional;

/**
 * Convolution, 1-D and 2-D, grouped and depthwise, strided, dilated and padded. Sums are exact; the lane saturates the final sum of each output,
 * as the vendor's evaluator does (the chip's lanes may saturate step by step; overflows are counted so that nobody has to rely on either).
 */
@AutoService(OperatorKernel.class)
public final class ConvKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Conv");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        return new Convolution(context);
    }

    /** A batch that the model fixes is as many images for the engine. */
    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        int[] kernel = context.inputSizes(1);
        Window window = Window.of(context, Arrays.copyOfRange(kernel, 2, kernel.length));
        int groups = Math.toIntExact(context.node().intAttribute("group", 1));
        Requantization rule = Requantization.of(context);
        ConvGeometry geometry = new ConvGeometry(
                window.inHeight(),
                window.inWidth(),
                context.inputSizes(0)[1],
                window.outHeight(),
                window.outWidth(),
                kernel[0],
                groups,
                window.engine());
        ImmutableIntArray weights = ImmutableIntArray.copyOf(Integers.of(context.constant(1)));
        ConvLayer layer = new ConvLayer(geometry, context.bits(), weights, rule.accumulator(), rule.epilogue());
        return Optional.of(new EngineOperator.Weighted(layer, context.inputSizes(0)[0], true));
    }

    private static final class Convolution implements PreparedKernel {
        private final Window window;
        private final int images;
        private final int inChannels;
        private final int outChannels;
        private final int inPerGroup;
        private final int outPerGroup;
        private final int[] weights;
        private final Requantization requantization;

        Convolution(KernelContext context) {
            int[] kernel = context.inputSizes(1);
            int[] in = context.inputSizes(0);
            int groups = Math.toIntExact(context.node().intAttribute("group", 1));
            this.window = Window.of(context, Arrays.copyOfRange(kernel, 2, kernel.length));
            this.images = in[0];
            this.inChannels = in[1];
            this.outChannels = kernel[0];
            this.inPerGroup = kernel[1];
            this.outPerGroup = outChannels / groups;
            this.weights = Integers.of(context.constant(1));
            this.requantization = Requantization.of(context);
            if (inPerGroup * groups != inChannels) {
                throw context.error(
                        groups + " groups of " + inPerGroup + " channels do not make the input's " + inChannels,
                        "export the model again");
            }
        }

        @Override
        public long compute(int[][] inputs, int[] output) {
            long overflows = 0;
            long[] sums = new long[window.outArea()];
            for (int image = 0; image < images; image++) {
                for (int out = 0; out < outChannels; out++) {
                    Arrays.fill(sums, 0);
                    addPlanes(inputs[0], image, out, sums);
                    int base = (image * outChannels + out) * sums.length;
                    for (int i = 0; i < sums.length; i++) {
                        overflows += requantization.overflows(sums[i]) ? 1 : 0;
                        output[base + i] = requantization.output(sums[i], out);
                    }
                }
            }
            return overflows;
        }

        /** Adds what every input plane of the channel's group contributes to its sums. */
        private void addPlanes(int[] input, int image, int out, long[] sums) {
            int firstIn = out / outPerGroup * inPerGroup;
            int weight = out * inPerGroup * window.height() * window.width();
            for (int in = 0; in < inPerGroup; in++) {
                int plane = (image * inChannels + firstIn + in) * window.inArea();
                for (int y = 0; y < window.height(); y++) {
                    for (int x = 0; x < window.width(); x++) {
                        addWeight(input, plane, y, x, weights[weight++], sums);
                    }
                }
            }
        }

        /** Adds one weight's products with all elements of a plane that it meets; padding contributes nothing. */
        private void addWeight(int[] input, int plane, int y, int x, long weight, long[] sums) {
            int offset = x * window.dilationX() - window.left();
            int stride = window.strideX();
            int first = Math.max(0, ceilDiv(-offset, stride));
            int end = Math.min(window.outWidth(), Math.floorDiv(window.inWidth() - 1 - offset, stride) + 1);
            for (int outRow = 0; outRow < window.outHeight(); outRow++) {
                int row = window.firstRow(outRow) + y * window.dilationY();
                if (row >= 0 && row < window.inHeight()) {
                    int from = plane + row * window.inWidth() + offset;
                    int to = outRow * window.outWidth();
                    for (int i = first; i < end; i++) {
                        sums[to + i] += weight * input[from + i * stride];
                    }
                }
            }
        }

        private static int ceilDiv(int a, int b) {
            return -Math.floorDiv(-a, b);
        }
    }
}
