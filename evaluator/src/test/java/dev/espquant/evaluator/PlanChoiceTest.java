package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.evaluator.plan.ExecutionPlan;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanChoiceTest {
    /** What the choice had compiled, in order: the values to keep. */
    private final List<ImmutableSet<String>> compiled = new ArrayList<>();

    private PlanChoice choice() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .initializer("w", Graphs.ramp(4, 3, 1, 1))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "y")
                .output("y")
                .build();
        ImmutableMap.Builder<String, TableEntry> table = ImmutableMap.builder();
        model.graph().valueNames().forEach(name -> table.put(name, TableEntry.of(-6)));
        QuantizedGraph quantized = Quantizer.quantize(
                model,
                new QuantizationTable(
                        "", QuantizationScheme.INT8_PER_TENSOR, "", 0, ImmutableList.of(), table.buildOrThrow()),
                Targets.load().get("esp32s3"),
                Runtime.ESP_DL_1);
        return new PlanChoice(
                keep -> {
                    compiled.add(keep);
                    return ExecutionPlan.compile(
                            quantized, quantized.graph(), Kernels.load(Runtime.ESP_DL_1), Engine.plain(), keep);
                },
                ImmutableSet.of("x", "c", "y"));
    }

    @Test
    void theFastPlanServesWhoeverAsksForNothingThatDisappears() {
        PlanChoice choice = choice();
        assertThat(choice.plan(Set.of("y")).plan().absorbed()).containsExactly("c");
        assertThat(choice.plan(Set.of("x", "y"))).isSameAs(choice.plan(Set.of()));
        assertThat(compiled).containsExactly(ImmutableSet.of());
    }

    @Test
    void theCompleteOneIsCompiledOnceAndOnlyIfItIsNeeded() {
        PlanChoice choice = choice();
        assertThat(choice.plan(Set.of("c")).plan().absorbed()).isEmpty();
        assertThat(choice.plan(Set.of("c", "y"))).isSameAs(choice.plan(Set.of("c")));
        assertThat(choice.plan(Set.of("y")).plan().absorbed()).containsExactly("c");
        assertThat(compiled).containsExactly(ImmutableSet.of(), ImmutableSet.of("x", "c", "y"));
    }
}
