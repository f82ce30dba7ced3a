package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.QuantizedExecutor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.exporter.GoldenRun;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes the input and the answer that a generated self-check compares on the chip. */
final class GoldenRuns {
    private GoldenRuns() {}

    /** One image of integers that fill the whole range, from a fixed seed, and what the simulator answers. */
    static GoldenRun of(QuantizedGraph quantized) {
        return of(quantized, new SplittableRandom(1), executor(quantized));
    }

    /** Some of them. */
    static ImmutableList<GoldenRun> of(QuantizedGraph quantized, int count) {
        SplittableRandom random = new SplittableRandom(1);
        QuantizedExecutor executor = executor(quantized);
        ImmutableList.Builder<GoldenRun> runs = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            runs.add(of(quantized, random, executor));
        }
        return runs.build();
    }

    private static QuantizedExecutor executor(QuantizedGraph quantized) {
        return QuantizedExecutor.of(quantized, java.lang.Runtime.getRuntime().availableProcessors());
    }

    private static GoldenRun of(QuantizedGraph quantized, SplittableRandom random, QuantizedExecutor executor) {
        Map<String, IntTensor> inputs = new LinkedHashMap<>();
        for (ValueInfo input : quantized.graph().inputs()) {
            long[] sizes = oneImage(quantized.graph().shape(input.name()).orElseThrow());
            BitWidth bits = quantized.parameters(input.name()).bits();
            int count = Math.toIntExact(Shape.elementCount(sizes));
            inputs.put(
                    input.name(),
                    IntTensor.of(
                            sizes,
                            random.ints(count, bits.min(), bits.max() + 1).toArray()));
        }
        return of(quantized, inputs, executor);
    }

    /** Given inputs of one image and what the simulator answers. */
    static GoldenRun of(QuantizedGraph quantized, Map<String, IntTensor> inputs, QuantizedExecutor executor) {
        SimulationResult result = executor.run(
                inputs,
                quantized.graph().outputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet()));
        ImmutableMap.Builder<String, Tensor> outputs = ImmutableMap.builder();
        outputs.putAll(tensors(quantized, result.values()));
        result.reals().forEach((name, real) -> outputs.put(name, Tensor.ofFloats(real.sizes(), real.values())));
        return new GoldenRun(tensors(quantized, inputs), outputs.buildOrThrow());
    }

    private static ImmutableMap<String, Tensor> tensors(QuantizedGraph quantized, Map<String, IntTensor> values) {
        ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
        values.forEach((name, value) ->
                tensors.put(name, tensor(value, quantized.parameters(name).bits())));
        return tensors.buildOrThrow();
    }

    private static Tensor tensor(IntTensor value, BitWidth bits) {
        DataType type = bits.dataType();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(type.byteSize(value.elementCount())))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int integer : value.values()) {
            if (bits == BitWidth.INT8) {
                bytes.put((byte) integer);
            } else {
                bytes.putShort((short) integer);
            }
        }
        return Tensor.ofBytes(type, value.sizes(), bytes.flip());
    }

    private static long[] oneImage(Shape shape) {
        return shape.with(0, shape.dimension(0) instanceof Dimension.Fixed fixed ? fixed : Dimension.of(1))
                .sizes();
    }
}
