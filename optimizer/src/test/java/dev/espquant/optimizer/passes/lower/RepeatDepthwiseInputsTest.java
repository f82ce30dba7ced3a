package dev.espquant.optimizer.passes.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RepeatDepthwiseInputsTest {
    private final PassTester.Given tester = PassTester.of(new RepeatDepthwiseInputs());

    @Property(tries = 12, seed = "2026")
    void everyOutputChannelHasAnInputChannelOfItsOwn(
            @ForAll @IntRange(min = 2, max = 4) int group,
            @ForAll @IntRange(min = 2, max = 3) int outputs,
            @ForAll boolean biased) {
        tester.given(model(group, 1, outputs, biased ? "x w b" : "x w")).fires(1).nodes().stream()
                .filter(node -> node.is("Conv"))
                .forEach(conv -> assertThat(conv.intAttribute("group", 1)).isEqualTo((long) group * outputs));
    }

    @Test
    void staysForOneOutputOfEachChannelAndForOtherGroups() {
        tester.given(model(3, 1, 1, "x w")).doesNotFire();
        tester.given(model(2, 2, 2, "x w")).doesNotFire();
    }

    @Test
    void actsForTheRuntimeThatTakesEveryGroupForDepthwise() {
        Model model = model(3, 1, 2, "x w b");
        assertThat(EspDl3Operators.table().check(model.graph())).isNotEmpty();
        Model result = Optimizer.optimize(model, OptimizerOptions.full().withTarget(EspDl3Operators.table()))
                .model();
        assertThat(result.graph().nodes()).extracting(Node::opType).containsExactly("Gather", "Conv");
        assertThat(EspDl3Operators.table().check(result.graph())).isEmpty();
    }

    @Test
    void staysWhereNobodyNeedsIt() {
        Model result = Optimizer.optimize(model(3, 1, 2, "x w"), OptimizerOptions.full())
                .model();
        assertThat(result.graph().nodes()).extracting(Node::opType).containsExactly("Conv");
    }

    private static Model model(long group, long inputs, long outputs, String arguments) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, group * inputs, 5, 5)
                .initializer("w", Graphs.ramp(group * outputs, inputs, 3, 3))
                .initializer("b", Graphs.ramp(group * outputs))
                .node("Conv", arguments, "y", "group", group, "pads", new long[] {1, 1, 1, 1})
                .output("y")
                .build();
    }
}
