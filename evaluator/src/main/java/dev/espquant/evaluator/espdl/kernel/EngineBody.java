package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.LaneProof;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.quant.BitWidth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** int8 layers as the engine computes them: by a product of matrices, or lane by lane in ints. */
final class EngineBody implements LayerBody {
    private final ConvGeometry geometry;
    private final LayerKernel kernel;

    private EngineBody(ConvGeometry geometry, LayerKernel kernel) {
        this.geometry = geometry;
        this.kernel = kernel;
    }

    /** The product of a layer without groups whose sums cannot leave their registers; empty for any other. */
    static Optional<LayerBody> product(LayerShape shape, LayerRule rule, Weights weights) {
        return shape.depthwise()
                ? Optional.empty()
                : layer(shape, rule, weights)
                        .filter(EngineBody::isProven)
                        .map(layer ->
                                new EngineBody(shape.geometry(), Engine.best().convolution(layer)));
    }

    /** Loops, for which weights need not be made ready; empty if ints do not hold the layer's sums. */
    static Optional<LayerBody> loops(LayerShape shape, LayerRule rule, Weights weights) {
        return layer(shape, rule, weights)
                .flatMap(Engine::loops)
                .map(kernel -> new EngineBody(shape.geometry(), kernel));
    }

    private static Optional<ConvLayer> layer(LayerShape shape, LayerRule rule, Weights weights) {
        return rule.bits() == BitWidth.INT8 ? EngineLayer.of(shape, rule, weights) : Optional.empty();
    }

    private static boolean isProven(ConvLayer layer) {
        LaneProof proof = LaneProof.of(layer);
        return proof.allProven() && proof.bits() <= Integer.SIZE;
    }

    @Override
    public void compute(NodeRun run, int first, int images) {
        EspdlArray output = run.output(0);
        int at = first * geometry.outElements();
        boolean whole = first == 0 && images * geometry.outElements() == output.count();
        byte[] out = whole ? output.bytes() : new byte[images * geometry.outElements()];
        byte[] in = run.input(0).bytes();
        if (first > 0) {
            int from = first * geometry.inElements();
            in = Arrays.copyOfRange(in, from, from + images * geometry.inElements());
        }
        run.countOverflows(kernel.run(List.of(QuantizedBuffer.of(in)), QuantizedBuffer.of(out), images, run.scratch()));
        if (!whole) {
            System.arraycopy(out, 0, output.bytes(), at, out.length);
        }
    }
}
