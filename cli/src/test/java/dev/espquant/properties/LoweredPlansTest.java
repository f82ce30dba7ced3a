package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.LoweredExecutor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlResult;
import dev.espquant.evaluator.espdl.EspdlSimulator;
import dev.espquant.ir.Model;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.lowering.DraftValue;
import dev.espquant.lowering.LoweredModel;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Over random models: batches by a plan, on any number of threads, give what the simulator of single runs gives node by node, and count the same overflows. */
class LoweredPlansTest {
    private static final int MODELS = 60;

    /** Runs of the model in one batch: more than one piece for two threads. */
    private static final int RUNS = 5;

    @Test
    void batchesAreWhatSingleRunsAre() {
        int checked = 0;
        for (long seed = 1; seed <= MODELS; seed++) {
            Random random = new Random(seed);
            RandomModels.Drawn drawn = RandomModels.draw(random, 12);
            Map<String, FloatTensor> samples = RandomData.samples(random, drawn.inputs());
            Target target = LoweredModelsTest.targets()
                    .get((int) (seed % LoweredModelsTest.targets().size()));
            Model model = ShapeInference.infer(drawn.model());
            if (target.require(Runtime.ESP_DL_3)
                    .operators()
                    .check(model.graph())
                    .isEmpty()) {
                BitWidth bits = seed % 2 == 0 ? BitWidth.INT8 : BitWidth.INT16;
                check(LoweredModelsTest.quantize(drawn.model(), samples, target, bits, ImmutableSet.of()), random);
                checked++;
            }
        }
        assertThat(checked).as("models that the runtime can run").isGreaterThan(MODELS / 3);
    }

    private static void check(QuantizedGraph quantized, Random random) {
        LoweredExecutor one = LoweredExecutor.of(quantized, 1);
        ImmutableMap<String, IntTensor> inputs = draw(one.lowered(), quantized, random);
        ImmutableSet<String> all = one.lowered().values().keySet();
        ImmutableSet<String> outputs =
                quantized.graph().outputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
        SimulationResult result = one.run(inputs, all);
        SimulationResult fast = one.run(inputs, outputs);
        SimulationResult threads = LoweredExecutor.of(quantized, 2).run(inputs, all);
        assertThat(threads.overflows()).isEqualTo(result.overflows()).isEqualTo(fast.overflows());
        EspdlSimulator simulator = EspdlSimulator.of(one.lowered().model().graph(), quantized.runtime());
        Map<String, Long> overflows = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            EspdlResult expected = simulator.run(sample(one.lowered(), inputs, run), all);
            expected.overflows().forEach((node, count) -> overflows.merge(node, count, Long::sum));
            for (String name : all) {
                EspdlArray array = expected.value(name);
                compare(one.lowered().value(name), array, result, name, run);
                compare(one.lowered().value(name), array, threads, name, run);
                if (outputs.contains(name)) {
                    compare(one.lowered().value(name), array, fast, name, run);
                }
            }
        }
        assertThat(new TreeMap<>(result.overflows())).isEqualTo(overflows);
    }

    private static void compare(DraftValue value, EspdlArray expected, SimulationResult result, String name, int run) {
        int[] order = order(value);
        for (int i = 0; i < order.length; i++) {
            int at = run * order.length + order[i];
            float actual = expected.isReal()
                    ? result.reals().get(name).values()[at]
                    : result.value(name).values()[at];
            assertThat(actual).as("%s, run %d, element %d", name, run, i).isEqualTo(expected.real(i));
        }
    }

    private static ImmutableMap<String, IntTensor> draw(LoweredModel lowered, QuantizedGraph quantized, Random random) {
        ImmutableMap.Builder<String, IntTensor> inputs = ImmutableMap.builder();
        for (ValueInfo input : quantized.graph().inputs()) {
            DraftValue value = lowered.value(input.name());
            long[] sizes = value.sizes().toArray();
            int count = order(value).length;
            sizes[0] *= RUNS;
            BitWidth bits = quantized.parameters(input.name()).bits();
            inputs.put(
                    input.name(),
                    IntTensor.of(
                            sizes,
                            random.ints((long) RUNS * count, bits.min(), bits.max() + 1)
                                    .toArray()));
        }
        return inputs.buildOrThrow();
    }

    private static Map<String, EspdlArray> sample(
            LoweredModel lowered, ImmutableMap<String, IntTensor> inputs, int run) {
        Map<String, EspdlArray> arrays = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> {
            DraftValue value = lowered.value(name);
            int[] order = order(value);
            int[] memory = new int[order.length];
            for (int i = 0; i < memory.length; i++) {
                memory[i] = tensor.values()[run * order.length + order[i]];
            }
            int[] sizes =
                    value.memorySizes().stream().mapToInt(Math::toIntExact).toArray();
            arrays.put(name, EspdlArray.ofIntegers(value.type(), sizes, value.exponent(), memory));
        });
        return arrays;
    }

    /** For every element in memory: where it stands in the order of ONNX. */
    private static int[] order(DraftValue value) {
        int rank = value.sizes().length();
        int[] order = new int[Math.toIntExact(value.sizes().stream().reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < order.length; i++) {
            long[] index = new long[rank];
            long rest = i;
            for (int position = rank - 1; position >= 0; position--) {
                int axis = value.layout().axes().get(position);
                index[axis] = rest % value.sizes().get(axis);
                rest /= value.sizes().get(axis);
            }
            for (int axis = 0; axis < rank; axis++) {
                order[i] = Math.toIntExact(order[i] * value.sizes().get(axis) + index[axis]);
            }
        }
        return order;
    }
}
