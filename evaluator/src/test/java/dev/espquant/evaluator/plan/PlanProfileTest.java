package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanProfileTest {
    @Test
    void everyStepHasItsKernelAndNode() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 6, 6)
                .initializer("w", Graphs.ramp(4, 3, 3, 3))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "r")
                .node("Add", "r r", "y")
                .output("y")
                .build();
        QuantizedGraph quantized = quantize(model);
        ExecutionPlan plan = ExecutionPlan.compile(
                quantized, quantized.graph(), Kernels.load(Runtime.ESP_DL_1), Engine.plain(), ImmutableSet.of());

        ImmutableList<PlanProfile.StepTime> steps =
                PlanProfile.of(plan, ImmutableMap.of("x", new int[108]), Duration.ZERO, Duration.ZERO);

        assertThat(steps.stream().map(PlanProfile.StepTime::kernel))
                .containsExactly(PlanProfile.INPUTS, "ProductConvolution", "Engine");
        assertThat(steps.stream().map(PlanProfile.StepTime::node)).containsExactly(-1, 0, 2);
        assertThat(steps.stream().map(PlanProfile.StepTime::nanos)).allMatch(nanos -> nanos >= 0);
    }

    private static QuantizedGraph quantize(Model model) {
        ImmutableMap.Builder<String, TableEntry> table = ImmutableMap.builder();
        model.graph().valueNames().forEach(name -> table.put(name, TableEntry.of(-6)));
        QuantizationTable entries = new QuantizationTable(
                "", QuantizationScheme.INT8_PER_TENSOR, "", 0, ImmutableList.of(), table.buildOrThrow());
        return Quantizer.quantize(model, entries, Targets.load().get("esp32s3"), Runtime.ESP_DL_1);
    }
}
