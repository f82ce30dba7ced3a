package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import org.junit.jupiter.api.Test;

class NodeChainTest {
    @Test
    void blocksFollowEachOther() {
        Model model = NodeChain.ofNodes(12);

        GraphValidator.validate(model);
        assertThat(model.graph().nodes())
                .extracting(node -> node.opType())
                .startsWith("Conv", "BatchNormalization", "Identity", "Relu", "Conv")
                .hasSize(12);
    }

    @Test
    void partsOfBlocksAreRefused() {
        assertThatThrownBy(() -> NodeChain.ofNodes(10)).hasMessageContaining("found 10");
    }
}
