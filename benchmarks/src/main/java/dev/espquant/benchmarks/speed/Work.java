package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.shape.ShapeInference;

/**
 * What one image costs, whoever computes it.
 *
 * @param products multiplications of an input by a weight
 * @param values elements that layers with weights read and write, weights not counted: they stay in the caches from image to image
 */
public record Work(long products, long values) {

    /** The work of a model's convolutions and fully connected layers. */
    public static Work of(Model model) {
        Graph graph = ShapeInference.infer(model).graph();
        long values = 0;
        for (Node node : graph.nodes()) {
            if (hasWeights(node)) {
                values += elements(graph.shape(node.output()).orElseThrow())
                        + elements(graph.shape(node.inputs().get(0)).orElseThrow());
            }
        }
        return new Work(
                products(graph).values().stream().mapToLong(Long::longValue).sum(), values);
    }

    /** The products for one image of each layer with weights, by the value that it makes. */
    static ImmutableMap<String, Long> products(Graph graph) {
        ImmutableMap.Builder<String, Long> products = ImmutableMap.builder();
        for (Node node : graph.nodes()) {
            if (hasWeights(node)) {
                Tensor weights = graph.initializer(node.inputs().get(1)).orElseThrow();
                Shape out = graph.shape(node.output()).orElseThrow();
                products.put(node.output(), elements(out) / channels(out) * weights.elementCount());
            }
        }
        return products.buildOrThrow();
    }

    private static boolean hasWeights(Node node) {
        return node.is("Conv") || node.is("Gemm");
    }

    /** Products for each byte that moves, if a value is a byte. */
    double intensity() {
        return (double) products / values;
    }

    /** Elements of one image. */
    private static long elements(Shape shape) {
        return shape.dimensions().stream().skip(1).mapToLong(Work::size).reduce(1, Math::multiplyExact);
    }

    private static long channels(Shape shape) {
        return size(shape.dimension(1));
    }

    private static long size(Dimension dimension) {
        return ((Dimension.Fixed) dimension).size();
    }
}
