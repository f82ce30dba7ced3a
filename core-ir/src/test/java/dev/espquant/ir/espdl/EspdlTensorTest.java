package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class EspdlTensorTest {
    @Test
    void theDocumentationNamesTheLayout() {
        EspdlTensor tensor = EspdlTensor.of("w", EspdlModels.int8(1, 1, 3, 5), -7);
        assertThat(tensor.layout()).isEmpty();
        EspdlTensor laidOut = tensor.withLayout("(N/16)HWC16_UNALIGNED");
        assertThat(laidOut.docString()).isEqualTo("layout ==> (N/16)HWC16_UNALIGNED");
        assertThat(laidOut.layout()).contains("(N/16)HWC16_UNALIGNED");
        assertThat(laidOut.exponent()).isEqualTo(-7);
        assertThat(laidOut.type()).isEqualTo(DataType.INT8);
    }

    @Test
    void storageIsWholeBlocks() {
        assertThat(EspdlTensor.of("t", EspdlModels.int8(0), 0).storedBytes()).isZero();
        assertThat(EspdlTensor.of("t", EspdlModels.int8(1), 0).storedBytes()).isEqualTo(16);
        assertThat(EspdlTensor.of("t", EspdlModels.int8(16), 0).storedBytes()).isEqualTo(16);
        assertThat(EspdlTensor.of("t", Tensor.vector(1, 2, 3), 0).storedBytes()).isEqualTo(32);
    }

    @Test
    void exponentsPerChannelAreNotOne() {
        EspdlTensor tensor = new EspdlTensor("w", EspdlModels.int8(2), ImmutableIntArray.of(-1, -2), "");
        assertThat(tensor.isPerChannel()).isTrue();
        assertThatThrownBy(tensor::exponent)
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'w': one exponent is needed, the file gives 2");
    }
}
