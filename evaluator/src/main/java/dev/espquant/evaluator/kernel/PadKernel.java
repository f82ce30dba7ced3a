package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Runtime;

/** Pad with a constant ({@link EspDl1Assumptions#bound} says its integer), with the edge, or with a reflection. Arguments: opset 11 made attributes inputs. */
@AutoService(OperatorKernel.class)
public final class PadKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Pad");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] in = context.inputSizes(0);
        int[] out = context.outputSizes();
        String mode = context.node().textAttribute("mode", "constant");
        long[] pads = context.initializer(1)
                .map(Tensor::toLongs)
                .or(() -> context.node().intsAttribute("pads"))
                .orElseThrow(() -> context.error("it has no pads", "export the model again"));
        double fill = context.initializer(2)
                .map(tensor -> tensor.toDoubles()[0])
                .orElseGet(() -> (double) context.node().floatAttribute("value", 0));
        int[][] sources = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            sources[axis] = new int[out[axis]];
            for (int i = 0; i < out[axis]; i++) {
                sources[axis][i] = source(context, mode, Math.toIntExact(i - pads[axis]), in[axis]);
            }
        }
        return Gather.separable(in, sources)
                .kernel(EspDl1Assumptions.bound(fill, context.inputExponent(0), context.bits()));
    }

    private static int source(KernelContext context, String mode, int index, int size) {
        if (index >= 0 && index < size) {
            return index;
        }
        return switch (mode) {
            case "constant" -> Gather.FILL;
            case "edge" -> index < 0 ? 0 : size - 1;
            case "reflect" -> reflected(index, size);
            default -> throw context.error("mode '" + mode + "' is unknown", "use constant, edge or reflect");
        };
    }

    /** The edge itself is not repeated; a pad longer than the axis swings back and forth. */
    private static int reflected(int index, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * (size - 1);
        int phase = Math.floorMod(index, period);
        return phase < size ? phase : period - phase;
    }
}
