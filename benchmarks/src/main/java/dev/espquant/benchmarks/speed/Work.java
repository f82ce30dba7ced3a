package dev.espquant.benchmarks.speed;

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
        long products = 0;
        long values = 0;
        for (Node node : graph.nodes()) {
            Work work = of(graph, node);
            products += work.products();
            values += work.values();
        }
        return new Work(products, values);
    }

    /** The work of one node of a graph whose shapes are known; none if it has no weights. */
    static Work of(Graph graph, Node node) {
        if (!node.is("Conv") && !node.is("Gemm")) {
            return new Work(0, 0);
        }
        Tensor weights = graph.initializer(node.inputs().get(1)).orElseThrow();
        Shape out = graph.shape(node.output()).orElseThrow();
        Shape in = graph.shape(node.inputs().get(0)).orElseThrow();
        return new Work(elements(out) / channels(out) * weights.elementCount(), elements(out) + elements(in));
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
