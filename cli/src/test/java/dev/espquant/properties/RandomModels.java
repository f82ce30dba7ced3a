package dev.espquant.properties;

import dev.espquant.ir.Model;
import dev.espquant.properties.ModelSketch.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;

/** Draws small models over the operators of ESP-DL 1.x from a seed: the same seed gives the same model and the same data. */
final class RandomModels {
    /**
     * A model and what belongs to it.
     *
     * @param inputs by name: the sizes of one image, batch of 1 included
     * @param openBatch whether the batch is a symbol
     */
    record Drawn(Model model, Map<String, int[]> inputs, boolean openBatch) {}

    /** Adds one node that reads a value; false if the operator cannot read it. */
    private interface Step extends BiPredicate<ModelSketch, Value> {}

    private static final List<Step> STEPS = List.of(
            RandomLayers::convolution,
            RandomLayers::convolution,
            RandomLayers::gemm,
            RandomLayers::matMul,
            RandomLayers::batchNormalization,
            RandomElementwise::twoBranches,
            RandomElementwise::withConstant,
            RandomElementwise::relu,
            RandomElementwise::relu,
            RandomElementwise::slope,
            RandomElementwise::clip,
            RandomElementwise::curve,
            RandomElementwise::softmax,
            RandomElementwise::windowPool,
            RandomElementwise::globalPool,
            RandomMovement::concat,
            RandomMovement::reshape,
            RandomMovement::flatten,
            RandomMovement::squeeze,
            RandomMovement::unsqueeze,
            RandomMovement::transpose,
            RandomMovement::slice,
            RandomMovement::pad,
            RandomMovement::resize,
            RandomMovement::expand,
            RandomMovement::nothing);

    private RandomModels() {}

    /** A model of one to {@code mostNodes} nodes. */
    static Drawn draw(Random random, int mostNodes) {
        ModelSketch sketch = new ModelSketch(random);
        int inputs = sketch.pick(1, 1, 1, 2);
        int[] sizes = inputSizes(sketch);
        for (int i = 0; i < inputs; i++) {
            sketch.input(sketch.chance(0.6) ? sizes.clone() : inputSizes(sketch));
        }
        int nodes = sketch.from(1, mostNodes);
        for (int added = 0, tries = 0; added < nodes && tries < 200; tries++) {
            Value value = added < inputs
                    ? sketch.values().get(added)
                    : sketch.values()
                            .get(
                                    sketch.chance(0.5)
                                            ? sketch.values().size() - 1
                                            : sketch.below(sketch.values().size()));
            Step step = STEPS.get(sketch.below(STEPS.size()));
            if (value.elements() <= 600 && step.test(sketch, value)) {
                added++;
            }
        }
        if (sketch.values().size() == inputs) {
            RandomElementwise.relu(sketch, sketch.values().get(0));
        }
        return new Drawn(sketch.build(), sketch.inputs(), sketch.openBatch);
    }

    private static int[] inputSizes(ModelSketch sketch) {
        return switch (sketch.below(6)) {
            case 0 -> new int[] {1, sketch.from(1, 20)};
            case 1, 2 -> new int[] {1, sketch.from(1, 4), sketch.from(2, 9)};
            default -> new int[] {1, sketch.from(1, 4), sketch.from(2, 6), sketch.from(2, 6)};
        };
    }
}
