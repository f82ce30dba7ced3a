package dev.espquant.evaluator.kernel;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.target.Runtime;

/**
 * What the vendor's evaluator does where it does not rescale: Sub, Mul, Max and Min work on raw integers, average pools leave a fraction behind.
 * Golden vectors of models with these operators are compared through these kernels; everything else is the reference.
 *
 * <p>A fraction is carried exactly: a pool leaves the sum of its elements, and {@link #divisor} says what a value is to be divided by.
 */
public final class VendorKernels {
    private VendorKernels() {}

    public static Kernels load() {
        return Kernels.load(Runtime.ESP_DL_1).with(new Raw()).with(new Sums()).with(new GemmOfSums());
    }

    /** What the integers of a value must be divided by to be the vendor's numbers: the areas of the average pools on its way. */
    public static int divisor(Graph graph, String value) {
        Node producer = graph.producer(value).orElse(null);
        if (producer == null) {
            return 1;
        }
        return switch (producer.opType()) {
            case "AveragePool" ->
                divisor(graph, producer.inputs().get(0))
                        * area(producer.intsAttribute("kernel_shape").orElseThrow());
            case "GlobalAveragePool" -> {
                long[] sizes =
                        graph.shape(producer.inputs().get(0)).orElseThrow().sizes();
                yield divisor(graph, producer.inputs().get(0)) * area(sizes[2], sizes[3]);
            }
            case "Flatten", "Reshape", "Squeeze" ->
                divisor(graph, producer.inputs().get(0));
            default -> 1;
        };
    }

    private static int area(long... sizes) {
        int area = 1;
        for (long size : sizes) {
            area *= Math.toIntExact(size);
        }
        return area;
    }

    /** Sub, Mul, Max and Min of raw integers of the same sizes. */
    private static final class Raw implements OperatorKernel {
        @Override
        public ImmutableSet<String> opTypes() {
            return ImmutableSet.of("Sub", "Mul", "Max", "Min");
        }

        @Override
        public Runtime runtime() {
            return Runtime.ESP_DL_1;
        }

        @Override
        public PreparedKernel prepare(KernelContext context) {
            String opType = context.node().opType();
            return (inputs, output) -> {
                for (int i = 0; i < output.length; i++) {
                    int a = inputs[0][i];
                    int b = inputs[1][i];
                    output[i] = switch (opType) {
                        case "Sub" -> a - b;
                        case "Mul" -> a * b;
                        case "Max" -> Math.max(a, b);
                        default -> Math.min(a, b);
                    };
                }
                return 0;
            };
        }
    }

    /** Average pools without padding that leave the sum. */
    private static final class Sums implements OperatorKernel {
        @Override
        public ImmutableSet<String> opTypes() {
            return ImmutableSet.of("AveragePool", "GlobalAveragePool");
        }

        @Override
        public Runtime runtime() {
            return Runtime.ESP_DL_1;
        }

        @Override
        public PreparedKernel prepare(KernelContext context) {
            int[] in = context.inputSizes(0);
            int[] out = context.outputSizes();
            int height = in[2] / out[2];
            int width = in[3] / out[3];
            return (inputs, output) -> {
                for (int i = 0; i < output.length; i++) {
                    int plane = i / (out[2] * out[3]);
                    int row = i / out[3] % out[2] * height;
                    int column = i % out[3] * width;
                    output[i] = 0;
                    for (int k = 0; k < height * width; k++) {
                        output[i] += inputs[0][(plane * in[2] + row + k / width) * in[3] + column + k % width];
                    }
                }
                return 0;
            };
        }
    }

    /** Gemm whose input may be a sum that stands for a mean. Division before a shift to the right gives the same floor as division after it. */
    private static final class GemmOfSums implements OperatorKernel {
        @Override
        public ImmutableSet<String> opTypes() {
            return ImmutableSet.of("Gemm");
        }

        @Override
        public Runtime runtime() {
            return Runtime.ESP_DL_1;
        }

        @Override
        public PreparedKernel prepare(KernelContext context) {
            int divisor = divisor(context.graph(), context.node().inputs().get(0));
            if (divisor == 1) {
                return new GemmKernel().prepare(context);
            }
            Requantization requantization = Requantization.of(context);
            int[] weights = Integers.of(context.constant(1));
            int depth = context.inputSizes(0)[1];
            return (inputs, output) -> {
                for (int column = 0; column < output.length; column++) {
                    long sum = 0;
                    for (int k = 0; k < depth; k++) {
                        sum += (long) inputs[0][k] * weights[column * depth + k];
                    }
                    output[column] = requantization.output(Math.floorDiv(sum, divisor), column);
                }
                return 0;
            };
        }
    }
}
