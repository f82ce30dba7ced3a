package dev.espquant.ir;

/** Resize to the nearest neighbour: the input index of each output index, as ONNX defines it for every operator set. */
final class ResizeSources {
    private static final long SCALES_MOVED = 11;

    private ResizeSources() {}

    static AxisSources of(Model model, Node node, int[] in, int[] out) {
        double[] scales = scales(model, node, in, out);
        int[][] axes = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            axes[axis] = new int[out[axis]];
            for (int i = 0; i < out[axis]; i++) {
                double position = position(model, node, i, in[axis], out[axis], scales[axis]);
                axes[axis][i] = (int) Math.max(0, Math.min(in[axis] - 1, nearest(model, node, position, scales[axis])));
            }
        }
        return AxisSources.of(axes);
    }

    /** Scales as given (opset 10: input 1; later: input 2), else the ratio of the sizes. */
    private static double[] scales(Model model, Node node, int[] in, int[] out) {
        return node.input(model.opset() < SCALES_MOVED ? 1 : 2)
                .flatMap(model.graph()::initializer)
                .filter(tensor -> tensor.elementCount() > 0)
                .map(Tensor::toDoubles)
                .orElseGet(() -> {
                    double[] scales = new double[in.length];
                    for (int axis = 0; axis < in.length; axis++) {
                        scales[axis] = (double) out[axis] / in[axis];
                    }
                    return scales;
                });
    }

    private static double position(Model model, Node node, int i, int in, int out, double scale) {
        String asymmetricBefore11 = model.opset() < SCALES_MOVED ? "asymmetric" : "half_pixel";
        String mode = node.textAttribute("coordinate_transformation_mode", asymmetricBefore11);
        return switch (mode) {
            case "half_pixel" -> (i + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> out > 1 ? (i + 0.5) / scale - 0.5 : 0;
            case "asymmetric" -> i / scale;
            case "align_corners" -> out > 1 ? i * (in - 1.0) / (out - 1) : 0;
            default ->
                throw GraphException.because("coordinate_transformation_mode '" + mode + "' is unknown")
                        .node(node)
                        .fix("use half_pixel, pytorch_half_pixel, asymmetric or align_corners")
                        .build();
        };
    }

    /** Opset 10 had no choice; ONNX Runtime takes the element above on an axis that shrinks, the one below otherwise. */
    private static double nearest(Model model, Node node, double position, double scale) {
        String before11 = scale < 1 ? "ceil" : "floor";
        String mode =
                node.textAttribute("nearest_mode", model.opset() < SCALES_MOVED ? before11 : "round_prefer_floor");
        return switch (mode) {
            case "round_prefer_floor" -> Math.ceil(position - 0.5);
            case "round_prefer_ceil" -> Math.floor(position + 0.5);
            case "floor" -> Math.floor(position);
            case "ceil" -> Math.ceil(position);
            default ->
                throw GraphException.because("nearest_mode '" + mode + "' is unknown")
                        .node(node)
                        .fix("use round_prefer_floor, round_prefer_ceil, floor or ceil")
                        .build();
        };
    }
}
