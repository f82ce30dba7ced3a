package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorInputsTest {
    private static Model model(long opset, String opType, String inputs) {
        return Graphs.model("m")
                .opset(opset)
                .input("x", DataType.FLOAT, 2)
                .node(opType, inputs, "y")
                .output("y")
                .build();
    }

    private static void refused(Model model, String message) {
        assertThatThrownBy(() -> OperatorInputs.check(model))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"Relu,'',0", "Conv,x,1", "Add,- x,0", "Where,x x,2", "BatchNormalization,x x x x,4", "Unsqueeze,x,1"})
    void anInputThatIsNotThere(String opType, String inputs, int missing) {
        refused(
                model(13, opType, inputs),
                "'" + opType.toLowerCase(java.util.Locale.ROOT) + "0' (" + opType + "): it has no input " + missing);
    }

    @ParameterizedTest
    @CsvSource({
        "12,Unsqueeze,x",
        "9,Slice,x",
        "4,Reshape,x",
        "13,Clip,x",
        "13,Conv,x x",
        "13,Constant,''",
        "13,Loop,- -"
    })
    void whatAnOlderSetOrTheOperatorAllows(long opset, String opType, String inputs) {
        assertThatCode(() -> OperatorInputs.check(model(opset, opType, inputs))).doesNotThrowAnyException();
    }

    @Test
    void outputsAndSubgraphs() {
        Model silent = Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .node("Relu", "x", "")
                .output("x")
                .build();
        refused(silent, "it has no output");
        Graph branch = Graphs.model("b").node("Add", "x", "t").output("t").graphUnchecked();
        Model nested = Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .input("c", DataType.BOOL)
                .node("If", "c", "y", "then_branch", branch, "else_branch", branch)
                .output("y")
                .build();
        refused(nested, "(Add): it has no input 1");
    }
}
