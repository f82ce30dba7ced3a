package dev.espquant.optimizer.rewrite;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.PassContext;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RewriterTest {
    @Test
    void givesBackTheSameGraphIfNothingMatches() {
        Model model = two().build();
        assertThat(sweep(model, Pattern.op("Softmax"), match -> match.bypass("x")))
                .isSameAs(model.graph());
        assertThat(sweep(model, Pattern.op("Relu"), match -> {})).isSameAs(model.graph());
    }

    @Test
    void looksAtNoNodeIfAnOperatorOfThePatternIsMissing() {
        Model model = two().build();
        PassContext context = PassContext.of(model);
        Pattern conv = Pattern.op("Add").input(0, Pattern.op("Relu").either(Pattern.op("Conv"), "other"));
        assertThat(Rewriter.sweep(model.graph(), context, conv, match -> match.bypass("x")))
                .isSameAs(model.graph());
        assertThat(context.steps()).isZero();
    }

    @Test
    void dropsWhatAReplacementLeavesWithoutReaders() {
        Graph result = sweep(
                two().build(),
                Pattern.op("Add").input(0, Pattern.op("Relu")),
                match -> match.replace(Node.of("n", "Neg", List.of("x"), List.of("y"))));
        assertThat(result).hasOperators("Neg").hasNoInitializer("k");
        assertThat(result.valueInfos()).isEmpty();
    }

    @Test
    void keepsWhatWasUnusedBefore() {
        Model model = two().node("Exp", "x", "dead").build();
        Graph result = sweep(model, Pattern.op("Relu"), match -> match.bypass("x"));
        assertThat(result).hasOperators("Add", "Exp");
    }

    @Test
    void seesEarlierRewritesOfTheSameSweep() {
        Graphs model = Graphs.model("m").input("x", DataType.FLOAT, 2);
        model.node("Neg", "x", "v0");
        for (int i = 1; i < 6; i++) {
            model.node("Neg", "v" + (i - 1), "v" + i);
        }
        Graph result = sweep(
                model.output("v5").build(),
                Pattern.op("Neg").input(0, Pattern.op("Neg").as("first").readOnce()),
                match -> match.replace(
                        match.root().withInputs(match.node("first").inputs())));
        assertThat(result).hasOperators("Neg");
    }

    @Test
    void updatesAConstantUnderItsNameOnlyIfNobodyElseReadsIt() {
        Consumer<Match> update = match ->
                match.replace(match.root().withInputs(List.of("x", match.updateConstant("k", Graphs.ramp(2)))));
        Model shared = Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .initializer("k", Graphs.ramp(1))
                .node("Mul", "x k", "a")
                .node("Add", "a k", "y")
                .output("y")
                .build();
        assertThat(sweep(shared, Pattern.op("Mul"), update))
                .hasInitializer("k", Graphs.ramp(1))
                .hasInitializer("k_1", Graphs.ramp(2));
    }

    @Test
    void findsEitherOperand() {
        for (String inputs : List.of("r k", "k r")) {
            Model model = Graphs.model("m")
                    .input("x", DataType.FLOAT, 2)
                    .initializer("k", Graphs.ramp(2))
                    .node("Relu", "x", "r")
                    .node("Add", inputs, "y")
                    .output("y")
                    .build();
            Pattern pattern =
                    Pattern.op("Add").eitherWithConstant(Pattern.op("Relu").as("relu"), "constant");
            Graph result = sweep(
                    model,
                    pattern,
                    match -> match.replace(Node.of(
                            "n",
                            "Sub",
                            List.of(match.node("relu").inputs().get(0), match.value("constant")),
                            List.of("y"))));
            assertThat(result).hasOperators("Sub");
            assertThat(result.nodes().get(0).inputs()).containsExactly("x", "k");
        }
    }

    @Test
    void redirectsEveryOutput() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 4)
                .node("Relu", "x", "r")
                .node("Abs", "x", "a")
                .node("Split", "r", "p q", "axis", 0)
                .node("Add", "p q", "y")
                .output("y")
                .output("q")
                .build();
        Graph result = sweep(model, Pattern.op("Split"), match -> match.redirect(Map.of("p", "r", "q", "a")));
        assertThat(result).hasOperators("Relu", "Abs", "Add").hasOutputs("y", "q");
        assertThat(result.nodes().get(2).inputs()).containsExactly("r", "q");
    }

    @Test
    void tellsAMistakenLabel() {
        assertThatThrownBy(() -> sweep(two().build(), Pattern.op("Relu"), match -> match.node("none")))
                .hasMessageContaining("labels no node 'none'");
        assertThatThrownBy(() -> sweep(two().build(), Pattern.op("Relu"), match -> match.value("none")))
                .hasMessageContaining("labels no value 'none'");
    }

    private static Graph sweep(Model model, Pattern pattern, Consumer<Match> rewrite) {
        Graph result = Rewriter.sweep(model.graph(), PassContext.of(model), pattern, rewrite);
        GraphValidator.validate(model.withGraph(result));
        return result;
    }

    private static Graphs two() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .initializer("k", Graphs.ramp(2))
                .valueInfo("r", DataType.FLOAT, 2)
                .node("Relu", "x", "r")
                .node("Add", "r k", "y")
                .output("y");
    }
}
