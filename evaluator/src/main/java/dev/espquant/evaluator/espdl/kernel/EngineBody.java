package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.LaneProof;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.NodeRun;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** int8 layers without groups whose sums cannot leave their registers, by the engine's product of matrices. */
final class EngineBody implements LayerBody {
    private final ConvGeometry geometry;
    private final LayerKernel kernel;

    private EngineBody(ConvGeometry geometry, LayerKernel kernel) {
        this.geometry = geometry;
        this.kernel = kernel;
    }

    /** The body of a layer; empty if the engine has nothing faster than its specification for it. */
    static Optional<LayerBody> of(LayerShape shape, LayerRule rule, Weights weights) {
        if (shape.depthwise() || rule.bits().bits() != Byte.SIZE) {
            return Optional.empty();
        }
        return EngineLayer.of(shape, rule, weights)
                .filter(EngineBody::isProven)
                .map(layer -> new EngineBody(shape.geometry(), Engine.best().convolution(layer)));
    }

    private static boolean isProven(ConvLayer layer) {
        LaneProof proof = LaneProof.of(layer);
        return proof.allProven() && proof.bits() <= Integer.SIZE;
    }

    @Override
    public void compute(NodeRun run, int first, int images) {
        EspdlArray output = run.output(0);
        boolean whole = first == 0 && images * geometry.outElements() == output.count();
        byte[] out = whole ? output.bytes() : new byte[images * geometry.outElements()];
        byte[] in = run.input(0).bytes();
        if (first > 0) {
            in = Arrays.copyOfRange(in, first * geometry.inElements(), in.length);
        }
        run.countOverflows(kernel.run(List.of(QuantizedBuffer.of(in)), QuantizedBuffer.of(out), images, run.scratch()));
        if (!whole) {
            System.arraycopy(out, 0, output.bytes(), first * geometry.outElements(), out.length);
        }
    }
}
