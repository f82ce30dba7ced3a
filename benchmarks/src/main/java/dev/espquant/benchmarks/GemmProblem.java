package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.Simulator;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import java.util.List;
import java.util.Random;

/**
 * A fully connected layer of random integers: {@code output[rows][columns] = input[rows][depth] * weights[depth][columns] + bias}, shifted to the
 * output's exponent.
 *
 * <p>Inputs and weights use half of an int8's range, so that no sum leaves the accumulator's lane and the plain definition needs no saturation
 * but the last one.
 */
final class GemmProblem {
    private static final int INPUT_EXPONENT = -7;
    private static final int WEIGHT_EXPONENT = -7;
    private static final int OUTPUT_EXPONENT = -4;
    private static final int MAGNITUDE = 64;
    private static final String CHIP = "esp32s3";

    private final int rows;
    private final int depth;
    private final int columns;
    private final BitWidth bits;
    private final int[] input;
    private final int[] weights;
    private final int[] bias;

    GemmProblem(int rows, int depth, int columns, BitWidth bits) {
        this.rows = rows;
        this.depth = depth;
        this.columns = columns;
        this.bits = bits;
        Random random = new Random(42);
        this.input = integers(random, rows * depth);
        this.weights = integers(random, depth * columns);
        this.bias = integers(random, columns);
    }

    /** A problem of a size written {@code ROWSxDEPTHxCOLUMNS}. */
    static GemmProblem of(String size, BitWidth bits) {
        String[] parts = size.split("x", -1);
        return new GemmProblem(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), bits);
    }

    /** The input: one image per row. */
    IntTensor input() {
        return IntTensor.of(new long[] {rows, depth}, input);
    }

    /** The layer on one thread. */
    Simulator simulator() {
        Shape images = Shape.of(1, depth);
        Graph graph = Graph.builder("gemm")
                .inputs(List.of(ValueInfo.of("x", DataType.FLOAT, images)))
                .outputs(List.of(ValueInfo.of("y", DataType.FLOAT, Shape.of(1, columns))))
                .initializer("w", Tensor.ofFloats(new long[] {depth, columns}, reals(weights, WEIGHT_EXPONENT)))
                .initializer("b", Tensor.ofFloats(new long[] {columns}, reals(bias, OUTPUT_EXPONENT)))
                .nodes(List.of(Node.of("gemm", "Gemm", List.of("x", "w", "b"), List.of("y"))))
                .build();
        return Simulator.of(Quantizer.quantize(
                        Model.of(graph, 13), table(), Targets.load().get(CHIP), Runtime.ESP_DL_1))
                .withThreads(1);
    }

    /** What the layer computes, by definition. */
    int[] expected() {
        int[] output = new int[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                long sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += (long) input[row * depth + k] * weights[k * columns + column];
                }
                long shifted = sum >> (OUTPUT_EXPONENT - INPUT_EXPONENT - WEIGHT_EXPONENT);
                output[row * columns + column] = bits.saturate(shifted + bias[column]);
            }
        }
        return output;
    }

    private QuantizationTable table() {
        return new QuantizationTable(
                "",
                new QuantizationScheme(bits, Granularity.PER_TENSOR),
                "",
                0,
                ImmutableList.of(),
                ImmutableMap.of(
                        "x", TableEntry.of(INPUT_EXPONENT),
                        "w", TableEntry.of(WEIGHT_EXPONENT),
                        "b", TableEntry.of(OUTPUT_EXPONENT),
                        "y", TableEntry.of(OUTPUT_EXPONENT)));
    }

    private static int[] integers(Random random, int count) {
        return random.ints(count, -MAGNITUDE, MAGNITUDE).toArray();
    }

    private static float[] reals(int[] integers, int exponent) {
        float[] reals = new float[integers.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = Math.scalb((float) integers[i], exponent);
        }
        return reals;
    }
}
