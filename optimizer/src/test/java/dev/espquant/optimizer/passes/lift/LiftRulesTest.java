package dev.espquant.optimizer.passes.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiftRulesTest {
    private static Node node(String opType) {
        return Node.of("n", opType, List.of("x"), List.of("y"));
    }

    @ParameterizedTest
    @CsvSource({"Clip,10", "Softmax,12", "ReduceSum,12", "ReduceMean,17", "Resize,17", "Upsample,9", "Add,6"})
    void applyUpToTheLastSetOfTheOldForm(String opType, long last) {
        assertThat(LiftRules.of(node(opType), 1)).isPresent();
        assertThat(LiftRules.of(node(opType), last)).isPresent();
        assertThat(LiftRules.of(node(opType), last + 1)).isEmpty();
    }

    @Test
    void areForOperatorsOfTheStandardDomain() {
        Node clip = node("Clip");
        Node other = new Node(
                "n", "Clip", "com.example", clip.inputs(), clip.outputs(), clip.attributes(), "", Opaque.empty());
        assertThat(LiftRules.of(other, 7)).isEmpty();
        assertThat(LiftRules.of(node("Conv"), 7)).isEmpty();
        assertThat(LiftRules.of(node("MaxPool"), 7)).isEmpty();
    }
}
