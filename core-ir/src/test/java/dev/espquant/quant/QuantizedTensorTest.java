package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class QuantizedTensorTest {
    private static final Tensor INT8 = Tensor.ofBytes(DataType.INT8, new long[] {2}, ByteBuffer.allocate(2));

    @Test
    void integersHaveTheWidthThatTheParametersSay() {
        assertThat(new QuantizedTensor(INT8, QuantizationParameters.perTensor(BitWidth.INT8, -7)).integers())
                .isEqualTo(INT8);
        assertThatThrownBy(() -> new QuantizedTensor(INT8, QuantizationParameters.perTensor(BitWidth.INT16, -7)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
