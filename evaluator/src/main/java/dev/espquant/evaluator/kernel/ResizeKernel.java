package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Runtime;

/** Resize to the nearest neighbour: each output element is a copy of an input element, chosen axis by axis as ONNX defines it. */
@AutoService(OperatorKernel.class)
public final class ResizeKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Resize");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] in = context.inputSizes(0);
        int[] out = context.outputSizes();
        double[] scales = scales(context, in, out);
        int[][] sources = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            sources[axis] = new int[out[axis]];
            for (int i = 0; i < out[axis]; i++) {
                double position = position(context, i, in[axis], out[axis], scales[axis]);
                sources[axis][i] = (int) Math.max(0, Math.min(in[axis] - 1, nearest(context, position)));
            }
        }
        return Gather.separable(in, sources).kernel();
    }

    /** Scales as given (opset 10: input 1; later: input 2), else the ratio of the sizes. */
    private static double[] scales(KernelContext context, int[] in, int[] out) {
        Tensor given = context.initializer(context.opset() < 11 ? 1 : 2)
                .filter(tensor -> tensor.elementCount() > 0)
                .orElse(null);
        if (given != null) {
            return given.toDoubles();
        }
        double[] scales = new double[in.length];
        for (int axis = 0; axis < in.length; axis++) {
            scales[axis] = (double) out[axis] / in[axis];
        }
        return scales;
    }

    private static double position(KernelContext context, int i, int in, int out, double scale) {
        String asymmetricBefore11 = context.opset() < 11 ? "asymmetric" : "half_pixel";
        String mode = context.node().textAttribute("coordinate_transformation_mode", asymmetricBefore11);
        return switch (mode) {
            case "half_pixel" -> (i + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> out > 1 ? (i + 0.5) / scale - 0.5 : 0;
            case "asymmetric" -> i / scale;
            case "align_corners" -> out > 1 ? i * (in - 1.0) / (out - 1) : 0;
            default ->
                throw context.error(
                        "coordinate_transformation_mode '" + mode + "' is unknown",
                        "use half_pixel, pytorch_half_pixel, asymmetric or align_corners");
        };
    }

    private static double nearest(KernelContext context, double position) {
        String mode =
                context.node().textAttribute("nearest_mode", context.opset() < 11 ? "floor" : "round_prefer_floor");
        return switch (mode) {
            case "round_prefer_floor" -> Math.ceil(position - 0.5);
            case "round_prefer_ceil" -> Math.floor(position + 0.5);
            case "floor" -> Math.floor(position);
            case "ceil" -> Math.ceil(position);
            default ->
                throw context.error(
                        "nearest_mode '" + mode + "' is unknown",
                        "use round_prefer_floor, round_prefer_ceil, floor or ceil");
        };
    }
}
