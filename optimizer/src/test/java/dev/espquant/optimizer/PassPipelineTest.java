package dev.espquant.optimizer;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassPipelineTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 2)
            .node("A", "x", "a")
            .node("B", "a", "y")
            .output("y")
            .build();

    @Test
    void runsPhasesInOrderAndNamesInsideThem() {
        PassPipeline pipeline = PassPipeline.of(List.of(
                FakePass.renaming("z", Phase.PREPARE, "X", "Y"),
                FakePass.renaming("b", Phase.FINISH, "X", "Y"),
                FakePass.renaming("a", Phase.FINISH, "X", "Y"),
                FakePass.renaming("c", Phase.FUSE, "X", "Y")));
        assertThat(pipeline.passes()).extracting(GraphPass::name).containsExactly("z", "c", "a", "b");
    }

    @Test
    void runsUntilNothingChanges() {
        OptimizedModel result = run(
                FakePass.renaming("one", Phase.FINISH, "A", "B"),
                FakePass.renaming("two", Phase.PREPARE, "B", "C"),
                FakePass.renaming("three", Phase.PREPARE, "C", "D"));
        assertThat(result.model().graph()).hasOperators("D", "D");
        assertThat(result.report().settled()).isTrue();
    }

    @Test
    void givesTheSameWhateverTheOrderOfDiscovery() {
        ImmutableList<GraphPass> passes =
                ImmutableList.copyOf(Optimizer.passes().all());
        Model model = ModelZoo.convNet();
        OptimizedModel forward = PassPipeline.of(passes).run(model, OptimizerOptions.full());
        OptimizedModel backward = PassPipeline.of(Lists.reverse(passes)).run(model, OptimizerOptions.full());
        assertThat(backward).isEqualTo(forward);
    }

    @Test
    void stopsPassesThatUndoEachOther() {
        OptimizedModel result =
                run(FakePass.renaming("there", Phase.FUSE, "A", "C"), FakePass.renaming("back", Phase.FUSE, "C", "A"));
        assertThat(result.report().settled()).isFalse();
        assertThat(result.report().notes()).singleElement().asString().contains("undo each other");
    }

    @Test
    void blamesThePassThatBreaksTheGraph() {
        FakePass breaking = new FakePass("breaking", Phase.FUSE, (graph, context) -> graph.withNodes(List.of()));
        assertThatThrownBy(() -> run(breaking))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pass 'breaking'")
                .hasMessageContaining("y");
    }

    @Test
    void blamesThePassThatChangesTheInterface() {
        FakePass changing = new FakePass(
                "changing",
                Phase.FUSE,
                (graph, context) -> graph.toBuilder()
                        .outputs(Graphs.model("o").output("a").graphUnchecked().outputs())
                        .build());
        assertThatThrownBy(() -> run(changing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pass 'changing' changed the graph's outputs");
    }

    @Test
    void tellsTheListenerOfEveryChange() {
        List<String> told = new ArrayList<>();
        PassListener listener = (pass, before, after) -> told.add(pass.name()
                + before.graph().nodes().get(0).opType()
                + after.graph().nodes().get(0).opType());
        PassPipeline.of(List.of(
                        FakePass.renaming("one", Phase.FUSE, "A", "B"),
                        FakePass.renaming("two", Phase.FINISH, "X", "Y")))
                .run(MODEL, OptimizerOptions.full().withListener(listener));
        assertThat(told).containsExactly("oneAB");
    }

    private static OptimizedModel run(GraphPass... passes) {
        return PassPipeline.of(List.of(passes)).run(MODEL, OptimizerOptions.full());
    }
}
