package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.NodeRun;

/** The specification of layers with weights: sum by sum, product by product, as {@link LayerRule} says. */
final class ScalarBody implements LayerBody {
    private final LayerShape shape;
    private final LayerRule rule;
    private final Weights weights;

    ScalarBody(LayerShape shape, LayerRule rule, Weights weights) {
        this.shape = shape;
        this.rule = rule;
        this.weights = weights;
    }

    @Override
    public void compute(NodeRun run, int first, int images) {
        int positions = shape.geometry().positions();
        int[] pixels = new int[shape.taps()];
        int at = first * shape.geometry().outElements();
        for (int image = first; image < first + images; image++) {
            for (int position = 0; position < positions; position++) {
                shape.pixels(image, position, pixels);
                for (int n = 0; n < rule.outputs(); n++) {
                    output(run, pixels, n, at++);
                }
            }
        }
    }

    private void output(NodeRun run, int[] pixels, int n, int at) {
        EspdlArray input = run.input(0);
        Register register = new Register(rule.register(n), rule.bias(n));
        int channels = shape.depthwise() ? 1 : shape.geometry().inChannels();
        int channel = shape.depthwise() ? n : 0;
        int weight = n * weights.length();
        for (int pixel : pixels) {
            for (int c = 0; c < channels && pixel >= 0; c++) {
                register.add(input.integer(pixel + channel + c) * weights.values()[weight + c]);
            }
            weight += channels;
        }
        run.countOverflows(register.overflowed() ? 1 : 0);
        run.output(0).put(at, rule.result(register.value(), n));
    }
}
