package dev.espquant.cli.bench;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Something to compute, for models whose speed matters and not their answers. Always the same numbers. */
final class RandomImages {
    private static final long SEED = 7;

    private RandomImages() {}

    /**
     * Numbers for every input of a model.
     *
     * @param images how many, along the first axis
     * @param amplitude of an input: its numbers lie between minus and plus this
     * @throws GraphException if the sizes of an image are not known
     */
    static ImmutableMap<String, FloatTensor> of(Graph graph, int images, ToDoubleFunction<String> amplitude) {
        Random random = new Random(SEED);
        ImmutableMap.Builder<String, FloatTensor> result = ImmutableMap.builder();
        for (ValueInfo input : graph.inputs()) {
            long[] sizes = sizes(graph, input.name());
            sizes[0] = images;
            float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
            float limit = (float) amplitude.applyAsDouble(input.name());
            for (int i = 0; i < values.length; i++) {
                values[i] = limit * (2 * random.nextFloat() - 1);
            }
            result.put(input.name(), FloatTensor.of(sizes, values));
        }
        return result.buildOrThrow();
    }

    /** How many numbers the inputs of one image have. */
    static long elementsPerImage(Graph graph) {
        return graph.inputs().stream()
                .mapToLong(input -> Shape.elementCount(sizes(graph, input.name())))
                .sum();
    }

    /** The number of images that a model takes at once; empty if it takes any number. */
    static OptionalInt fixedBatch(Graph graph) {
        return graph.inputs().stream()
                .flatMap(input -> graph.shape(input.name()).stream())
                .map(shape -> shape.dimension(0))
                .filter(Dimension.Fixed.class::isInstance)
                .mapToInt(batch -> Math.toIntExact(((Dimension.Fixed) batch).size()))
                .max();
    }

    /** The sizes of one image, with a batch of 1 in front. */
    private static long[] sizes(Graph graph, String input) {
        List<Dimension> dimensions = graph.shape(input)
                .filter(shape -> shape.rank() > 0)
                .orElseThrow(() -> unknown(input))
                .dimensions();
        long[] sizes = new long[dimensions.size()];
        sizes[0] = 1;
        for (int axis = 1; axis < sizes.length; axis++) {
            if (!(dimensions.get(axis) instanceof Dimension.Fixed fixed)) {
                throw unknown(input);
            }
            sizes[axis] = fixed.size();
        }
        return sizes;
    }

    private static GraphException unknown(String input) {
        return GraphException.because("the sizes of its images are not known")
                .value(input)
                .fix("export the model with fixed sizes; the batch alone may be open")
                .build();
    }
}
