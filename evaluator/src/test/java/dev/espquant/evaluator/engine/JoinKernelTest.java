package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinKernelTest {
    @Test
    void piecesOfAllInputsFollowEachOtherInEveryImage() {
        QuantizedBuffer a = QuantizedBuffer.of(new byte[] {1, 2, 3, 4});
        QuantizedBuffer b = QuantizedBuffer.of(new byte[] {11, 12, 13, 14, 15, 16, 17, 18});
        QuantizedBuffer joined = QuantizedBuffer.of(new byte[12]);
        new JoinKernel(2, ImmutableIntArray.of(1, 2)).run(List.of(a, b), joined, 2, new Scratch());
        assertThat(joined.bytes()).containsExactly(1, 11, 12, 2, 13, 14, 3, 15, 16, 4, 17, 18);
    }
}
