package dev.espquant.exporter.coefficients;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import java.util.stream.IntStream;

/**
 * The weights of one layer in the order output channel, input channel (of a group), row, column. One-dimensional convolutions have one row.
 *
 * @param kind what kind of layer they belong to
 * @param outputs output channels
 * @param inputs input channels of one group
 * @param height rows
 * @param width columns
 * @param dilationY distance of rows, 1 for neighbours
 * @param dilationX distance of columns
 * @param elements integers
 * @param parameters the meaning of the integers, along output channels
 */
public record LayerFilter(
        Kind kind,
        int outputs,
        int inputs,
        int height,
        int width,
        int dilationY,
        int dilationX,
        ImmutableIntArray elements,
        QuantizationParameters parameters) {

    /** The kinds of layers that have a filter, which lie differently in memory. */
    public enum Kind {
        CONVOLUTION,
        /** Every convolution with more than one group. */
        DEPTHWISE,
        DENSE
    }

    /** The filter of a Conv, Gemm, MatMul or BatchNormalization, whose scales are a depthwise filter of one element per channel. */
    public static LayerFilter of(QuantizedGraph graph, Node node) {
        QuantizedTensor weights = graph.constant(node.inputs().get(1));
        return switch (node.opType()) {
            case "Conv" -> convolution(node, weights);
            case "BatchNormalization" -> normalization(weights);
            default -> dense(node, weights);
        };
    }

    private static LayerFilter normalization(QuantizedTensor weights) {
        Tensor tensor = weights.integers();
        return new LayerFilter(
                Kind.DEPTHWISE, tensor.elementCount(), 1, 1, 1, 1, 1, integers(tensor), weights.parameters());
    }

    private static LayerFilter convolution(Node node, QuantizedTensor weights) {
        Tensor tensor = weights.integers();
        int rank = tensor.rank();
        if (rank != 3 && rank != 4) {
            throw unsupported(node, "its weights have " + rank + " dimensions, ESP-DL 1.x has convolutions of 3 and 4");
        }
        long[] dilations = node.intsAttribute("dilations").orElse(new long[] {1, 1});
        return new LayerFilter(
                node.intAttribute("group", 1) == 1 ? Kind.CONVOLUTION : Kind.DEPTHWISE,
                (int) tensor.size(0),
                (int) tensor.size(1),
                rank == 4 ? (int) tensor.size(2) : 1,
                (int) tensor.size(-1),
                rank == 4 ? Math.toIntExact(dilations[0]) : 1,
                Math.toIntExact(dilations[rank == 4 ? 1 : 0]),
                integers(tensor),
                weights.parameters());
    }

    private static LayerFilter dense(Node node, QuantizedTensor weights) {
        Tensor tensor = weights.integers();
        if (tensor.rank() != 2) {
            throw unsupported(node, "its weights have " + tensor.rank() + " dimensions, a dense layer's have 2");
        }
        boolean outputsFirst = node.is("Gemm") && node.intAttribute("transB", 0) != 0;
        int outputs = (int) tensor.size(outputsFirst ? 0 : 1);
        int inputs = (int) tensor.size(outputsFirst ? 1 : 0);
        ImmutableIntArray elements = integers(tensor);
        return new LayerFilter(
                Kind.DENSE,
                outputs,
                inputs,
                1,
                1,
                1,
                1,
                outputsFirst ? elements : transposed(elements, inputs, outputs),
                weights.parameters());
    }

    /** One exponent per output channel, also where all are the same. */
    public ImmutableIntArray exponents() {
        return ImmutableIntArray.copyOf(IntStream.range(0, outputs).map(parameters::exponent));
    }

    /** The index in {@link #elements}. */
    int index(int output, int input, int row, int column) {
        return ((output * inputs + input) * height + row) * width + column;
    }

    private static ImmutableIntArray transposed(ImmutableIntArray elements, int rows, int columns) {
        ImmutableIntArray.Builder result = ImmutableIntArray.builder(elements.length());
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                result.add(elements.get(row * columns + column));
            }
        }
        return result.build();
    }

    /** The elements of an integer tensor. */
    static ImmutableIntArray integers(Tensor tensor) {
        long[] values = tensor.toLongs();
        ImmutableIntArray.Builder result = ImmutableIntArray.builder(values.length);
        for (long value : values) {
            result.add(Math.toIntExact(value));
        }
        return result.build();
    }

    private static GraphException unsupported(Node node, String reason) {
        return GraphException.because(reason)
                .node(node)
                .fix("express the layer through Conv or Gemm with constant weights")
                .buildUnsupported();
    }
}
