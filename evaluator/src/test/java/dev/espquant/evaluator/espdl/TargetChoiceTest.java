package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {

    private static EspdlGraph gemm(String layout, int... exponents) {
        return EspdlNodeTester.of("Gemm")
                .input(DataType.INT8, 0, new int[] {1, 1}, 0)
                .constant(DataType.INT8, exponents, layout, new int[] {1, 1, 1, 2}, 1, 1)
                .output(DataType.INT8, 1, 1, 2)
                .graph();
    }

    private static TargetChoice choose(EspdlGraph graph, ImmutableMap<String, String> metadata) {
        return TargetChoice.of(EspdlModel.of(graph, metadata), Targets.load().all());
    }

    private static EspdlTensor int8(String name, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return EspdlTensor.of(name, Tensor.ofBytes(DataType.INT8, new long[] {1, values.length}, bytes.flip()), 0);
    }

    @Test
    void plainFiltersAreForChipsWithoutVectors() {
        TargetChoice choice = choose(gemm("NHWC", 0), ImmutableMap.of());
        assertThat(choice.target().name()).isEqualTo("esp32");
        assertThat(choice.fits()).extracting(Target::name).contains("esp32c6").doesNotContain("esp32s3", "esp32p4");
        assertThat(choice.isAmbiguous()).isFalse();
        assertThat(choice.reason()).isEmpty();
    }

    @Test
    void exponentsForEachChannelAreForOneFamily() {
        TargetChoice choice = choose(gemm("(N/16)HWC16_UNALIGNED", 0, -1), ImmutableMap.of());
        assertThat(choice.fits()).extracting(Target::name).containsExactly("esp32p4", "esp32s31");
        assertThat(choice.isAmbiguous()).isFalse();
    }

    @Test
    void metadataNameTheChip() {
        TargetChoice choice = choose(gemm("N16HWC16_UNALIGNED", 0), ImmutableMap.of("target", "esp32s3"));
        assertThat(choice.target().name()).isEqualTo("esp32s3");
        assertThat(choice.reason()).contains("metadata");
    }

    @Test
    void embeddedTestsDecideWhereRoundingShows() {
        EspdlGraph graph = gemm("(N/16)HWC16_UNALIGNED", 0)
                .withTests(ImmutableList.of(int8("x0", 1)), ImmutableList.of(int8("y0", 1, 1)));
        TargetChoice choice = choose(graph, ImmutableMap.of());
        assertThat(choice.target().name()).isEqualTo("esp32s3");
        assertThat(choice.reason()).contains("tests");
    }

    @Test
    void elseTheFirstIsTakenAndItIsSaid() {
        TargetChoice choice = choose(gemm("(N/16)HWC16_UNALIGNED", 0), ImmutableMap.of());
        assertThat(choice.target().name()).isEqualTo("esp32p4");
        assertThat(choice.isAmbiguous()).isTrue();
        assertThat(choice.reason()).contains("nothing");
    }
}
