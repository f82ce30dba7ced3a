package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecomposeActivationTest {
    private final PassTester.Given tester = PassTester.of(new DecomposeActivation());

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 11, 18})
    void takesHardSigmoidApart(int opset) {
        Model model = model().opset(opset)
                .node("HardSigmoid", "x", "y", "alpha", 0.3f, "beta", 0.4f)
                .output("y")
                .build();
        assertThat(tester.given(model).fires(1)).hasOperators("Mul", "Add", "Clip");
    }

    @Test
    void takesHardSwishApart() {
        assertThat(tester.given(of("HardSwish")).fires(1)).hasOperators("Add", "Clip", "Mul", "Mul");
    }

    @Test
    void takesSwishApart() {
        assertThat(tester.given(contributed("QuickGelu", Map.of("alpha", Attribute.of(1f))))
                        .fires(1))
                .hasOperators("Sigmoid", "Mul");
        assertThat(tester.given(contributed("QuickGelu", Map.of())).fires(1)).hasOperators("Mul", "Sigmoid", "Mul");
    }

    @Test
    void takesGeluByTanhApart() {
        String[] parts = {"Mul", "Mul", "Mul", "Add", "Mul", "Tanh", "Mul", "Add", "Mul"};
        Model model = model().opset(20)
                .node("Gelu", "x", "y", "approximate", "tanh")
                .output("y")
                .build();
        assertThat(tester.given(model).fires(1).nodes())
                .extracting(Node::opType)
                .containsExactlyInAnyOrder(parts);
        assertThat(tester.given(contributed("FastGelu", Map.of())).fires(1).nodes())
                .extracting(Node::opType)
                .containsExactlyInAnyOrder(parts);
    }

    @Test
    void leavesGeluByTheErrorFunction() {
        tester.given(model().opset(20).node("Gelu", "x", "y").output("y").build())
                .doesNotFire();
        tester.given(contributed("Gelu", Map.of())).doesNotFire();
    }

    @Test
    void actsForTheChipThatHasTheParts() {
        Model model = of("HardSwish");
        assertThat(forChip(model, "HardSwish", "Add", "Mul", "Clip")).hasOperators("HardSwish");
        assertThat(forChip(model, "Add", "Mul")).hasOperators("HardSwish");
        assertThat(forChip(model, "Add", "Mul", "Clip")).hasOperators("Add", "Clip", "Mul", "Mul");
        assertThat(Optimizer.optimize(model, OptimizerOptions.full()).model()).hasOperators("HardSwish");
    }

    private static Graph forChip(Model model, String... operators) {
        OperatorSupport chip = OperatorSupport.of(Stream.of(operators)
                .map(o -> OperatorRule.of(o, ExponentRule.OWN_RANGE))
                .toList());
        var result = Optimizer.optimize(model, OptimizerOptions.full().withTarget(chip));
        assertThat(result.report().settled()).isTrue();
        return result.model().graph();
    }

    private static Model of(String opType) {
        return model().opset(18).node(opType, "x", "y").output("y").build();
    }

    private static Model contributed(String opType, Map<String, Attribute> attributes) {
        Model model = of("Relu");
        Node old = model.graph().nodes().get(0);
        Node node = new Node(
                old.name(),
                opType,
                StandardOperator.MICROSOFT,
                old.inputs(),
                old.outputs(),
                ImmutableMap.copyOf(attributes),
                "",
                old.unknownFields());
        return model.withGraph(model.graph().withNodes(List.of(node))).withOpset(StandardOperator.MICROSOFT, 1);
    }

    private static Graphs model() {
        return Graphs.model("m").input("x", DataType.FLOAT, 2, 3, 5);
    }
}
