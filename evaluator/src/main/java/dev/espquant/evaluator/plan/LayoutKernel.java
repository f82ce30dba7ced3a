package dev.espquant.evaluator.plan;

import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import java.util.List;

/** Copies a value from one order of elements to another. */
record LayoutKernel(Layout from, Layout to) implements LayerKernel {
    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        int elements = from.elements();
        int[] onnx = scratch.ints(Scratch.Purpose.SUMS, elements);
        for (int image = 0; image < images; image++) {
            from.write(inputs.get(0), image * elements, onnx, 0);
            to.read(onnx, 0, output, image * elements);
        }
        return 0;
    }
}
