package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlTensor;

/**
 * Resize of N x H x W x C or N x W x C of int8: to the nearest pixel or linearly between two. Scales (input 2) and sizes (input 3) are in the order of
 * N x C x H x W. Of the coordinate transformations only {@code align_corners} is looked at, and only by linear: else nearest is asymmetric and
 * linear takes half pixels. ESP-DL's portable kernel; vector units have one for nearest that does the same at equal exponents.
 */
@AutoService(EspdlKernel.class)
public final class ResizeKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Resize");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        context.require(in.length == 3 || in.length == 4, "its input has no spatial axis", "give it N x H x W x C");
        context.require(
                context.input(0).type() == DataType.INT8 && context.output(0).type() == DataType.INT8,
                "the runtime resizes int8 only; it leaves the output of any other Resize unwritten",
                "quantize this layer to int8");
        Scales scales = scales(context, in);
        int[] out = in.clone();
        for (int axis = 1; axis < in.length - 1; axis++) {
            out[axis] = scales.size()[axis - 1];
        }
        context.setOutput(0, out);
        String mode = context.node().textAttribute("mode", "nearest");
        return switch (mode) {
            case "nearest" -> ResizeNearest.prepare(context, in, out, scales.factor());
            case "linear" -> ResizeLinear.prepare(context, in, out, scales.factor());
            default ->
                throw context.error("mode '" + mode + "' does not exist in the runtime", "use nearest or linear");
        };
    }

    /** Output size and factor of each spatial axis. */
    private static final class Scales {
        private final int[] size;
        private final float[] factor;

        Scales(int[] size, float[] factor) {
            this.size = size;
            this.factor = factor;
        }

        int[] size() {
            return size;
        }

        float[] factor() {
            return factor;
        }
    }

    private static Scales scales(EspdlContext context, int[] in) {
        int spatial = in.length - 2;
        int[] size = new int[spatial];
        float[] factor = new float[spatial];
        long[] sizes = context.hasInput(3) ? context.longs(3).orElseThrow() : new long[0];
        float[] scales = sizes.length > 0 ? new float[0] : floats(context);
        context.require(
                sizes.length == in.length || scales.length == in.length,
                "it has no scale or size for each axis",
                "export the model again");
        for (int i = 0; i < spatial; i++) {
            size[i] = sizes.length > 0 ? Math.toIntExact(sizes[i + 2]) : (int) (in[i + 1] * scales[i + 2]);
            factor[i] = sizes.length > 0 ? size[i] / (float) in[i + 1] : scales[i + 2];
            context.require(
                    size[i] > 0 && factor[i] > 0 && in[i + 1] > 0, "a scale or size is 0", "export the model again");
        }
        return new Scales(size, factor);
    }

    private static float[] floats(EspdlContext context) {
        return context.constant(2)
                .map(EspdlTensor::elements)
                .filter(t -> t.type() == DataType.FLOAT)
                .map(t -> t.toFloats())
                .orElseThrow(() -> context.error("its scales are not constant float32 numbers", "fold constants"));
    }
}
