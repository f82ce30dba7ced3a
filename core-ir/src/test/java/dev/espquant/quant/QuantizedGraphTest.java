package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.target.FilterLayout;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1Arithmetic;
import dev.espquant.testing.Graphs;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantizedGraphTest {
    private static final TargetRuntime RUNTIME = new TargetRuntime(
            Runtime.ESP_DL_1,
            ImmutableSet.of(QuantizationScheme.INT8_PER_TENSOR),
            new EspDl1Arithmetic(
                    RoundingMode.FLOOR, ImmutableMap.of(), new EspDl1Arithmetic.PerChannel(4, BitWidth.INT16, 15)),
            new FilterLayout(128, false),
            OperatorSupport.of(List.of()));

    private static final Target TARGET = new Target() {
        @Override
        public String name() {
            return "testchip";
        }

        @Override
        public String title() {
            return "Test Chip";
        }

        @Override
        public Optional<TargetRuntime> runtime(Runtime runtime) {
            return Optional.of(RUNTIME);
        }
    };

    private static final QuantizedTensor WEIGHTS = new QuantizedTensor(
            Tensor.ofBytes(DataType.INT8, new long[] {1}, ByteBuffer.allocate(1)),
            QuantizationParameters.perTensor(BitWidth.INT8, -9));

    private static final QuantizedGraph GRAPH = new QuantizedGraph(
            Graphs.model("m").input("x", DataType.FLOAT, 1).build(),
            TARGET,
            RUNTIME,
            QuantizationScheme.INT8_PER_TENSOR,
            ImmutableMap.of("x", QuantizationParameters.perTensor(BitWidth.INT8, -7)),
            ImmutableMap.of("w", WEIGHTS));

    @Test
    void valuesAndConstantsHaveParameters() {
        assertThat(GRAPH.exponent("x")).isEqualTo(-7);
        assertThat(GRAPH.exponent("w")).isEqualTo(-9);
        assertThat(GRAPH.constant("w")).isEqualTo(WEIGHTS);
        assertThat(GRAPH.graph().name()).isEqualTo("m");
    }

    @Test
    void otherNamesAreAnError() {
        assertThatThrownBy(() -> GRAPH.parameters("y"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'y': it has not been quantized");
        assertThatThrownBy(() -> GRAPH.constant("x")).isInstanceOf(GraphException.class);
    }
}
