package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.kernel.PreparedKernel;
import java.util.List;

/** Runs a kernel that knows one image in plain integers and ONNX's order: the way of every operator that the engine has no words for. */
final class ImageByImage implements LayerKernel {
    private final PreparedKernel kernel;
    private final ImmutableList<Operand> operands;
    private final int outputElements;

    /**
     * An operand: an input of the step, or integers that do not change.
     *
     * @param input index among the step's inputs, or -1
     * @param elements of one image
     * @param constant the integers if there is no input
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the plan, which shares it
    record Operand(int input, int elements, int[] constant) {}

    ImageByImage(PreparedKernel kernel, ImmutableList<Operand> operands, int outputElements) {
        this.kernel = kernel;
        this.operands = operands;
        this.outputElements = outputElements;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        Arrays arrays = scratch.state(this, Arrays.class, Arrays::new);
        long overflows = 0;
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < operands.size(); i++) {
                Operand operand = operands.get(i);
                if (operand.input() >= 0) {
                    copy(inputs.get(operand.input()), image * operand.elements(), arrays.inputs[i]);
                }
            }
            overflows += kernel.compute(arrays.inputs, arrays.output);
            for (int i = 0; i < outputElements; i++) {
                output.set(image * outputElements + i, arrays.output[i]);
            }
        }
        return overflows;
    }

    private static void copy(QuantizedBuffer from, int first, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from.get(first + i);
        }
    }

    /** One image's integers, of one thread. */
    private final class Arrays {
        private final int[][] inputs = new int[operands.size()][];
        private final int[] output = new int[outputElements];

        Arrays() {
            for (int i = 0; i < inputs.length; i++) {
                Operand operand = operands.get(i);
                inputs[i] = operand.input() >= 0 ? new int[operand.elements()] : operand.constant();
            }
        }
    }
}
