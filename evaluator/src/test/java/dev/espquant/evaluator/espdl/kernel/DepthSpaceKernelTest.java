package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class DepthSpaceKernelTest {

    private static int[] move(String opType, String mode, int[] sizes) {
        return EspdlNodeTester.of(opType)
                .attribute("blocksize", Attribute.of(2))
                .attribute("mode", Attribute.of(mode))
                .input(DataType.INT8, 0, sizes, 0, 1, 2, 3, 4, 5, 6, 7)
                .output(DataType.INT8, 0, 1)
                .integers();
    }

    @Test
    void channelsBecomePixels() {
        assertThat(move("DepthToSpace", "CRD", new int[] {1, 1, 1, 8})).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);
        assertThat(move("DepthToSpace", "DCR", new int[] {1, 1, 1, 8})).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void pixelsBecomeChannels() {
        assertThat(move("SpaceToDepth", "", new int[] {1, 2, 2, 2})).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    }
}
