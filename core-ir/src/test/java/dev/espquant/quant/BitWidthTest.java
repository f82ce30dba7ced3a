package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class BitWidthTest {
    @Test
    void rangesAreTwosComplement() {
        assertThat(BitWidth.INT8.min()).isEqualTo(-128);
        assertThat(BitWidth.INT8.max()).isEqualTo(127);
        assertThat(BitWidth.INT16.min()).isEqualTo(-32768);
        assertThat(BitWidth.INT16.max()).isEqualTo(32767);
        assertThat(BitWidth.INT16.dataType()).isEqualTo(DataType.INT16);
        assertThat(BitWidth.INT8.label()).isEqualTo("int8");
    }

    @Test
    void saturates() {
        assertThat(BitWidth.INT8.saturate(127)).isEqualTo(127);
        assertThat(BitWidth.INT8.saturate(128)).isEqualTo(127);
        assertThat(BitWidth.INT8.saturate(-129)).isEqualTo(-128);
        assertThat(BitWidth.INT16.saturate(Long.MAX_VALUE)).isEqualTo(32767);
        assertThat(BitWidth.INT16.saturate(Long.MIN_VALUE)).isEqualTo(-32768);
    }
}
