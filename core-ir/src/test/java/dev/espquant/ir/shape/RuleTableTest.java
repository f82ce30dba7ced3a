package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleTableTest {
    @Test
    void rulesBelongToADomain() {
        assertThat(RuleTable.rule("", "Conv")).isPresent();
        assertThat(RuleTable.rule("my.domain", "Conv")).isEmpty();
        assertThat(RuleTable.rule("com.microsoft", "QLinearAdd")).isPresent();
        assertThat(RuleTable.rule("", "QLinearAdd")).isEmpty();
    }

    @Test
    void sequencesHaveNoRule() {
        assertThat(RuleTable.rule("", "SequenceAt")).isEmpty();
        assertThat(NodeTester.node("SequenceAt").input("int64[]").type()).isEqualTo("?[...]");
    }
}
