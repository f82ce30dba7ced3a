package dev.espquant.exporter.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.exporter.GoldenRun;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.lowering.LoweredModel;
import java.util.List;

/**
 * Embeds runs that are known to be right: inputs and outputs in the runtime's layout, with their exponents. The format has one list of inputs and
 * one of outputs; of the tensors with one name, the n-th belongs to the n-th run. The runtime's self-test looks a tensor up by name and so sees
 * the first run.
 */
final class TestValues {
    private TestValues() {}

    static EspdlModel embed(LoweredModel lowered, List<GoldenRun> runs) {
        ImmutableList.Builder<EspdlTensor> inputs = ImmutableList.builder();
        ImmutableList.Builder<EspdlTensor> outputs = ImmutableList.builder();
        for (GoldenRun run : runs) {
            add(lowered, run.inputs(), inputs);
            add(lowered, run.outputs(), outputs);
        }
        return lowered.model().withGraph(lowered.model().graph().withTests(inputs.build(), outputs.build()));
    }

    private static void add(
            LoweredModel lowered, ImmutableMap<String, Tensor> values, ImmutableList.Builder<EspdlTensor> tensors) {
        values.forEach((name, tensor) -> tensors.add(EspdlTensor.of(
                name,
                lowered.toRuntime(name, inType(lowered.value(name).type(), tensor)),
                lowered.value(name).exponent())));
    }

    /** Truths are bytes of 0 and 1 wherever they are computed; a file calls them what they are. */
    private static Tensor inType(DataType type, Tensor tensor) {
        return type == DataType.BOOL ? Tensor.ofBytes(DataType.BOOL, tensor.sizes(), tensor.bytes()) : tensor;
    }
}
