package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.onnxruntime.RepeatedRun;
import dev.espquant.evaluator.speed.Race;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The most that one core of the machine does, as far as programs without assembly get there.
 *
 * @param fma fused multiply-adds of floats a second, in a Java loop over registers
 * @param floatProduct products a second of ONNX Runtime's float matrix product
 * @param integerProduct products a second of ONNX Runtime's uint8 x int8 matrix product
 * @param bandwidth bytes a second, read and written, of a copy that no cache holds
 */
record Peaks(double fma, double floatProduct, double integerProduct, double bandwidth) {
    /** Matrices of this many rows and columns: a billion products, in a few megabytes. */
    private static final int SIZE = 1024;

    private static final int COPIED_BYTES = 1 << 27;

    /** Measures, all in turn. */
    static Peaks measure(PerformanceTable.Effort effort) {
        FmaLoop loop = new FmaLoop();
        byte[] from = new byte[COPIED_BYTES];
        byte[] to = new byte[COPIED_BYTES];
        Map<String, FloatTensor> matrix = Map.of("x", random());
        Race products = new Race(SIZE * SIZE * SIZE, effort.rounds(), effort.turn(), effort.warmUp());
        try (RepeatedRun floats = RepeatedRun.open(floatModel(), matrix, 1);
                RepeatedRun integers = RepeatedRun.open(integerModel(), matrix, 1)) {
            ImmutableMap<String, Double> product = products.run(Map.of("float", floats::run, "integer", integers::run));
            double fma = single(new Race(FmaLoop.PRODUCTS, effort.rounds(), effort.turn(), effort.warmUp()), loop::run);
            double bandwidth = single(
                    new Race(2 * COPIED_BYTES, effort.rounds(), effort.turn(), effort.warmUp()),
                    () -> System.arraycopy(from, 0, to, 0, from.length));
            return new Peaks(fma, of(product, "float"), of(product, "integer"), bandwidth);
        }
    }

    private static double single(Race race, Runnable contender) {
        return of(race.run(Map.of("only", contender)), "only");
    }

    private static double of(ImmutableMap<String, Double> speeds, String name) {
        return speeds.getOrDefault(name, Double.NaN);
    }

    /** Products a second that a given number of products for each byte allows: the roof. */
    double roof(double intensity) {
        return Math.min(integerProduct, intensity * bandwidth);
    }

    private static Model floatModel() {
        return model(
                Graph.builder("floats").initializer("w", Tensor.ofFloats(new long[] {SIZE, SIZE}, random().values())),
                DataType.FLOAT,
                Node.of("product", "MatMul", List.of("x", "w"), List.of("y")));
    }

    private static Model integerModel() {
        byte[] weights = new byte[SIZE * SIZE];
        new Random(1).nextBytes(weights);
        return model(
                Graph.builder("integers")
                        .initializer(
                                "w", Tensor.ofBytes(DataType.INT8, new long[] {SIZE, SIZE}, ByteBuffer.wrap(weights)))
                        .initializer("scale", Tensor.ofFloats(new long[0], 1 / 64f))
                        .initializer("zero", byteScalar(DataType.UINT8, (byte) 128))
                        .initializer("zero_w", byteScalar(DataType.INT8, (byte) 0)),
                DataType.INT32,
                Node.of("quantize", "QuantizeLinear", List.of("x", "scale", "zero"), List.of("q")),
                Node.of("product", "MatMulInteger", List.of("q", "w", "zero", "zero_w"), List.of("y")));
    }

    private static Tensor byteScalar(DataType type, byte value) {
        return Tensor.ofBytes(type, new long[0], ByteBuffer.wrap(new byte[] {value}));
    }

    private static Model model(Graph.Builder graph, DataType result, Node... nodes) {
        Shape square = Shape.of(SIZE, SIZE);
        return Model.of(
                graph.inputs(List.of(ValueInfo.of("x", DataType.FLOAT, square)))
                        .outputs(List.of(ValueInfo.of("y", result, square)))
                        .nodes(List.of(nodes))
                        .build(),
                13);
    }

    private static FloatTensor random() {
        Random random = new Random(2);
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return FloatTensor.of(new long[] {SIZE, SIZE}, values);
    }
}
