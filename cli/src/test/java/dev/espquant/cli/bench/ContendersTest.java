package dev.espquant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContendersTest {
    @Test
    void allFourCompute() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3, 4, 4)
                .initializer("w", Graphs.ramp(5, 3, 3, 3))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "y")
                .output("y")
                .build();
        QuantizedPair pair = QuantizedPair.of(
                model, Optional.empty(), Targets.load().all().iterator().next(), Runtime.ESP_DL_1);

        try (Contenders contenders = Contenders.of(model, pair, 2, 1)) {
            assertThat(contenders.byName().keySet()).containsExactly("ort_fp32", "ort_qdq_int8", "int8", "int16");
            contenders.byName().values().forEach(Runnable::run);
        }
    }
}
