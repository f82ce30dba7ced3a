package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class TensorTransposeTest {

    @Test
    void elementsOfEveryWidthMove() {
        for (DataType type : new DataType[] {DataType.INT8, DataType.INT16, DataType.INT32, DataType.INT64}) {
            Tensor tensor = IntegerTensors.of(type, new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
            assertThat(TensorTranspose.of(tensor, Permutation.of(1, 0)))
                    .isEqualTo(IntegerTensors.of(type, new long[] {3, 2}, 1, 4, 2, 5, 3, 6));
        }
    }

    @Test
    void threeAxes() {
        Tensor tensor = Tensor.ofFloats(new long[] {1, 2, 3}, 0, 1, 2, 3, 4, 5);
        assertThat(TensorTranspose.of(tensor, Permutation.of(0, 2, 1)))
                .isEqualTo(Tensor.ofFloats(new long[] {1, 3, 2}, 0, 3, 1, 4, 2, 5));
    }
}
