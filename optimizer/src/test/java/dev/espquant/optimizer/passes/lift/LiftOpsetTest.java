package dev.espquant.optimizer.passes.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.ModelInfo;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassContext;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiftOpsetTest {
    private static Graphs reduction(long opset) {
        return Graphs.model("m")
                .opset(opset)
                .input("x", DataType.FLOAT, 2, 3)
                .node("ReduceMean", "x", "y", "axes", new long[] {1})
                .output("y");
    }

    @Test
    void isInstalledAndPartOfTheFullPreset() {
        OptimizedModel full = Optimizer.optimize(reduction(9).build(), OptimizerOptions.full());
        assertThat(full.model().opset()).isEqualTo(18);
        assertThat(full.report().activities()).anyMatch(a -> a.pass().equals("lift_opset"));
        OptimizedModel mission = Optimizer.optimize(reduction(9).build(), OptimizerOptions.mission());
        assertThat(mission.model().opset()).isEqualTo(9);
    }

    @Test
    void theFormatVersionRisesWithTheSet() {
        Model old = reduction(9).build();
        ModelInfo info = old.info();
        Model model = new Model(
                old.graph(),
                ImmutableMap.of("", 9L, "com.example", 2L),
                new ModelInfo(3, "tool", "1", "d", 5, "doc", ImmutableMap.of("k", "v")),
                old.functions(),
                old.unknownFields());
        PassContext context = PassContext.of(model);
        Model lifted = context.modelOf(new LiftOpset().apply(model.graph(), context));
        assertThat(lifted.opsets()).containsEntry("", 18L).containsEntry("com.example", 2L);
        assertThat(lifted.info()).isEqualTo(new ModelInfo(8, "tool", "1", "d", 5, "doc", ImmutableMap.of("k", "v")));
        assertThat(info.irVersion()).isEqualTo(8);
    }

    @Test
    void newSetsAndOtherDomainsStay() {
        for (Model model : List.of(
                Graphs.model("m")
                        .opset(18)
                        .input("x", DataType.FLOAT, 2)
                        .node("Relu", "x", "y")
                        .output("y")
                        .build(),
                Graphs.model("m")
                        .opset(22)
                        .input("x", DataType.FLOAT, 2)
                        .node("Relu", "x", "y")
                        .output("y")
                        .build(),
                withDomain(Graphs.model("m")
                        .opset(1)
                        .input("x", DataType.FLOAT, 2)
                        .node("Own", "x", "y")
                        .output("y")
                        .build()))) {
            PassContext context = PassContext.of(model);
            assertThat(new LiftOpset().apply(model.graph(), context)).isSameAs(model.graph());
            assertThat(context.modelOf(model.graph())).isEqualTo(model);
        }
    }

    private static Model withDomain(Model model) {
        Node node = model.graph().nodes().get(0);
        return model.withGraph(model.graph()
                .withNodes(List.of(new Node(
                        node.name(),
                        node.opType(),
                        "com.example",
                        node.inputs(),
                        node.outputs(),
                        node.attributes(),
                        node.docString(),
                        node.unknownFields()))));
    }

    @Test
    void formsThatNoPassReadsAreRefused() {
        Model model = Graphs.model("m")
                .opset(6)
                .input("x", DataType.FLOAT, 2)
                .node("ScaledTanh", "x", "y")
                .output("y")
                .build();
        assertThatThrownBy(() -> Optimizer.optimize(model, OptimizerOptions.full()))
                .isInstanceOf(GraphException.class)
                .hasMessageContainingAll(
                        "'scaledtanh0' (ScaledTanh)", "newer operator sets do not have it", "Fix: export");
    }

    @Test
    void subgraphsAreLiftedToo() {
        var branch = Graphs.model("then")
                .node("ReduceMean", "x", "t", "axes", new long[] {1})
                .output("t")
                .graphUnchecked();
        var other = Graphs.model("else")
                .node("ReduceMax", "x", "e", "axes", new long[] {1})
                .output("e")
                .graphUnchecked();
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(11)
                .input("x", DataType.FLOAT, 2, 3)
                .input("c", DataType.BOOL)
                .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                .output("y"));
        assertThat(lifted.graph().initializers()).isEmpty();
    }
}
