package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import dev.espquant.testing.Graphs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitGroupedConvTest {
    private final PassTester.Given tester = PassTester.of(new SplitGroupedConv());

    @Property(tries = 12, seed = "2026")
    void makesOneConvolutionForEachGroup(
            @ForAll @IntRange(min = 2, max = 4) int group,
            @ForAll @IntRange(min = 2, max = 3) int inputs,
            @ForAll @IntRange(min = 1, max = 3) int outputs,
            @ForAll boolean biased,
            @ForAll boolean old) {
        tester.given(model(old ? 9 : 13, group, inputs, outputs, biased ? "x w b" : "x w"))
                .fires(1)
                .nodes()
                .forEach(n -> org.assertj.core.api.Assertions.assertThat(n.intAttribute("group", 1))
                        .isEqualTo(1));
    }

    @Test
    void staysForDepthwiseConvolutionsAndUnlessAskedFor() {
        tester.given(model(13, 3, 1, 2, "x w")).doesNotFire();
        assertThat(Optimizer.optimize(model(13, 2, 2, 2, "x w"), OptimizerOptions.full())
                        .model())
                .hasOperators("Conv");
    }

    @Test
    void actsForTheChipThatRefusesGroups() {
        OperatorRule plain = OperatorRule.of(
                "Conv",
                ExponentRule.OWN_RANGE,
                new OperatorCondition("group is 1", "", (graph, node) -> node.intAttribute("group", 1) == 1));
        OperatorSupport chip = OperatorSupport.of(List.of(
                plain,
                OperatorRule.of("Slice", ExponentRule.SAME_AS_INPUT),
                OperatorRule.of("Concat", ExponentRule.ALL_EQUAL)));
        Model result = Optimizer.optimize(
                        model(13, 2, 2, 2, "x w"), OptimizerOptions.full().withTarget(chip))
                .model();
        org.assertj.core.api.Assertions.assertThat(result.graph().nodes())
                .extracting(Node::opType)
                .containsExactly("Slice", "Conv", "Slice", "Conv", "Concat");
        org.assertj.core.api.Assertions.assertThat(chip.check(result.graph())).isEmpty();
    }

    private static Model model(int opset, long group, long inputs, long outputs, String arguments) {
        return Graphs.model("m")
                .opset(opset)
                .input("x", DataType.FLOAT, 2, group * inputs, 5, 5)
                .initializer("w", Graphs.ramp(group * outputs, inputs, 3, 3))
                .initializer("b", Graphs.ramp(group * outputs))
                .node("Conv", arguments, "y", "group", group, "pads", new long[] {1, 1, 1, 1})
                .output("y")
                .build();
    }
}
