package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.LoweredExecutor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlSimulator;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporters;
import dev.espquant.exporter.GoldenRun;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlReader;
import dev.espquant.lowering.LoweredModel;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network quantized for a chip under ESP-DL 3.x, and the file that it becomes. */
final class EspdlRoundTrip {
    private final EspdlMatrixModel.Drawn network;
    private final QuantizedGraph quantized;
    private final LoweredExecutor executor;
    private final String input;
    private final String output;

    private EspdlRoundTrip(EspdlMatrixModel.Drawn network, QuantizedGraph quantized) {
        this.network = network;
        this.quantized = quantized;
        this.executor = LoweredExecutor.of(quantized, 2);
        this.input = quantized.graph().inputs().get(0).name();
        this.output = quantized.graph().outputs().get(0).name();
    }

    /** Calibrates and quantizes, channel by channel where the chip can. */
    static EspdlRoundTrip of(
            EspdlMatrixModel.Drawn network, Target target, BitWidth width, ImmutableSet<String> int16Nodes) {
        QuantizationScheme perChannel = new QuantizationScheme(width, Granularity.PER_CHANNEL);
        QuantizationScheme scheme = target.require(Runtime.ESP_DL_3).schemes().contains(perChannel)
                ? perChannel
                : new QuantizationScheme(width, Granularity.PER_TENSOR);
        QuantizationTable table = Calibrator.report(
                        network.model(),
                        network.calibration(),
                        CalibrationOptions.of(target.require(Runtime.ESP_DL_3), scheme)
                                .withInt16Nodes(int16Nodes))
                .table();
        return new EspdlRoundTrip(network, Quantizer.quantize(network.model(), table, target, Runtime.ESP_DL_3));
    }

    /** Writes the file, with the first fresh sample as its embedded test. */
    Path export(Path folder, String name) throws IOException {
        FloatTensor sample = sample(0);
        IntTensor integers = executor.quantizeInput(input, sample);
        SimulationResult result = executor.run(ImmutableMap.of(input, integers), ImmutableSet.of(output));
        GoldenRun test = new GoldenRun(
                ImmutableMap.of(input, tensor(input, integers)),
                ImmutableMap.of(output, tensor(output, result.value(output))));
        return Exporters.load()
                .get("espdl")
                .export(quantized, ExportRequest.of(folder, name).withTests(List.of(test)))
                .get(0);
    }

    /** What the lowered graph gives for a fresh sample, as it lies in the runtime's memory. */
    long[] lowered(int sample) {
        SimulationResult result = executor.run(
                ImmutableMap.of(input, executor.quantizeInput(input, sample(sample))), ImmutableSet.of(output));
        return lowered().toRuntime(output, tensor(output, result.value(output))).toLongs();
    }

    /** What the file gives for a fresh sample. */
    long[] ofFile(Path file, int sample) {
        EspdlModel model = EspdlReader.read(file);
        EspdlSimulator simulator = EspdlSimulator.of(model.graph(), quantized.runtime());
        Tensor integers = lowered().toRuntime(input, tensor(input, executor.quantizeInput(input, sample(sample))));
        EspdlArray array = EspdlArray.of(integers, lowered().value(input).exponent());
        EspdlArray result = simulator.run(ImmutableMap.of(input, array)).value(output);
        long[] values = new long[result.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = result.integer(i);
        }
        return values;
    }

    /** Signal over noise of all fresh samples, in decibels: the float model's output against its difference to the integers'. */
    double decibels() {
        SampleSource fresh = network.fresh();
        double signal = 0;
        double noise = 0;
        ImmutableSet<String> outputs =
                network.model().graph().outputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
        try (FloatExecutor floats =
                FloatExecutor.open(network.model(), outputs, ExecutorOptions.DEFAULT.withThreads(1))) {
            for (int i = 0; i < fresh.count(); i++) {
                float[] expected =
                        values(floats.run(ImmutableMap.of(input, sample(i))).get(output));
                float[] actual = values(real(i));
                for (int j = 0; j < expected.length; j++) {
                    double error = expected[j] - actual[j];
                    signal += (double) expected[j] * expected[j];
                    noise += error * error;
                }
            }
        }
        return 10 * Math.log10(signal / Math.max(noise, Double.MIN_NORMAL));
    }

    private static float[] values(@Nullable FloatTensor tensor) {
        if (tensor == null) {
            throw new AssertionError("the output is missing");
        }
        return tensor.values();
    }

    private FloatTensor real(int sample) {
        SimulationResult result = executor.run(
                ImmutableMap.of(input, executor.quantizeInput(input, sample(sample))), ImmutableSet.of(output));
        return executor.toFloat(output, result.value(output));
    }

    int samples() {
        return network.fresh().count();
    }

    private FloatTensor sample(int i) {
        FloatTensor sample = network.fresh().read(i, 1).get(input);
        if (sample == null) {
            throw new AssertionError("no sample for '" + input + "'");
        }
        return sample;
    }

    private LoweredModel lowered() {
        return executor.lowered();
    }

    /** Integers of a value as a tensor of its width. */
    private Tensor tensor(String name, IntTensor integers) {
        DataType type = lowered().value(name).type();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(type.byteSize(integers.elementCount())))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int value : integers.values()) {
            if (type == DataType.INT8) {
                bytes.put((byte) value);
            } else {
                bytes.putShort((short) value);
            }
        }
        return Tensor.ofBytes(type, integers.sizes(), bytes.flip());
    }
}
