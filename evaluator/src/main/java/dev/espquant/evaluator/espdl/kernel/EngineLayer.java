package dev.espquant.evaluator.espdl.kernel;

import com.google.common.base.Suppliers;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.LaneProof;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.target.espdl3.Accumulator.Overflow;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Layers with constant weights in the engine's words. */
final class EngineLayer {
    private EngineLayer() {}

    /**
     * The layer; empty if a register that may overflow does so in another way than the engine's lanes, which saturate.
     *
     * @param weights one output channel after the other
     */
    static Optional<ConvLayer> of(LayerShape shape, LayerRule rule, Weights weights) {
        ConvLayer layer = new ConvLayer(
                shape.geometry(),
                rule.bits(),
                onnxOrder(shape.geometry(), weights),
                rule.engineAccumulator(),
                rule.engineEpilogue());
        boolean saturates = IntStream.range(0, rule.outputs())
                .allMatch(n -> rule.register(n).overflow() == Overflow.SATURATES);
        return saturates || LaneProof.of(layer).allProven() ? Optional.of(layer) : Optional.empty();
    }

    /** A node that computes such a layer over some images, with its description. Bodies are chosen when they are needed. */
    static PreparedNode node(LayerShape shape, LayerRule rule, Weights weights, int images, boolean channelsLast) {
        Supplier<LayerBody> body = Suppliers.memoize(() -> LayerBodies.choose(shape, rule, weights));
        PreparedNode definition = run -> body.get().compute(run, 0, images);
        return definition.describedBy(
                () -> of(shape, rule, weights).map(layer -> new EngineOperator.Weighted(layer, images, channelsLast)));
    }

    /** Input channels before rows and columns. */
    private static ImmutableIntArray onnxOrder(ConvGeometry geometry, Weights weights) {
        int channels = geometry.inPerGroup();
        int taps = geometry.window().height() * geometry.window().width();
        int[] values = weights.values();
        ImmutableIntArray.Builder ordered = ImmutableIntArray.builder(values.length);
        for (int n = 0; n < weights.outputs(); n++) {
            for (int c = 0; c < channels; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    ordered.add(values[(n * taps + tap) * channels + c]);
                }
            }
        }
        return ordered.build();
    }
}
