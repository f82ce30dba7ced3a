package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;

class StandardOperatorTest {
    @Test
    void namesStandardOperatorsAsTheyAre() {
        assertThat(StandardOperator.of(node("", "Conv", "x w", ImmutableMap.of())))
                .contains("Conv");
        assertThat(StandardOperator.of(node("", "SimplifiedLayerNormalization", "x w", ImmutableMap.of())))
                .contains("RMSNormalization");
    }

    @Test
    void knowsWhatOnnxRuntimeCallsOtherwise() {
        assertThat(StandardOperator.of(
                        node("com.microsoft", "QuickGelu", "x", ImmutableMap.of("alpha", Attribute.of(1f)))))
                .contains("Swish");
        assertThat(StandardOperator.of(node("com.microsoft", "Gelu", "x", ImmutableMap.of())))
                .contains("Gelu");
        assertThat(StandardOperator.of(node("com.microsoft", "FastGelu", "x", ImmutableMap.of())))
                .contains("Gelu");
    }

    @Test
    void doesNotGuess() {
        assertThat(StandardOperator.of(node("com.microsoft", "QuickGelu", "x", ImmutableMap.of())))
                .isEmpty();
        assertThat(StandardOperator.of(node("com.microsoft", "FastGelu", "x bias", ImmutableMap.of())))
                .isEmpty();
        assertThat(StandardOperator.of(node("com.microsoft", "FusedConv", "x w", ImmutableMap.of())))
                .isEmpty();
        assertThat(StandardOperator.of(node("com.example", "Swish", "x", ImmutableMap.of())))
                .isEmpty();
    }

    private static Node node(String domain, String opType, String inputs, ImmutableMap<String, Attribute> attributes) {
        return new Node(
                "n",
                opType,
                domain,
                ImmutableList.copyOf(inputs.split(" ")),
                ImmutableList.of("y"),
                attributes,
                "",
                Opaque.empty());
    }
}
