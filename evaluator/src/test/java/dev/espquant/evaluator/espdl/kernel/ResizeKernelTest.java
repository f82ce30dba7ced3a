package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import org.junit.jupiter.api.Test;

class ResizeKernelTest {

    private static EspdlNodeTester resize(String mode, float scale, int... x) {
        return EspdlNodeTester.of("Resize")
                .attribute("mode", Attribute.of(mode))
                .input(DataType.INT8, -1, new int[] {1, x.length, 1}, x)
                .without()
                .constant(new int[] {3}, 1f, 1f, scale)
                .output(DataType.INT8, -1, 1, 1, 1);
    }

    @Test
    void nearestIsAsymmetric() {
        assertThat(resize("nearest", 2, 1, 5).integers()).containsExactly(1, 1, 5, 5);
        assertThat(resize("nearest", 1.5f, 1, 5).integers()).containsExactly(1, 1, 5);
    }

    @Test
    void linearTakesHalfPixels() {
        assertThat(resize("linear", 2, 0, 8).integers()).containsExactly(0, 2, 6, 8);
    }

    @Test
    void linearAlignsCornersOnRequest() {
        assertThat(resize("linear", 2, 0, 9)
                        .attribute("coordinate_transformation_mode", Attribute.of("align_corners"))
                        .integers())
                .containsExactly(0, 3, 6, 9);
    }

    @Test
    void sizesTakeThePlaceOfScales() {
        assertThat(EspdlNodeTester.of("Resize")
                        .attribute("mode", Attribute.of("nearest"))
                        .input(DataType.INT8, 0, new int[] {1, 1, 2, 1}, 3, 4)
                        .without()
                        .without()
                        .constant(DataType.INT64, 0, new int[] {4}, 1, 1, 2, 4)
                        .output(DataType.INT8, 0, 1)
                        .run()
                        .sizes())
                .containsExactly(1, 2, 4, 1);
    }

    @Test
    void nearestDoesNotSaturate() {
        assertThat(EspdlNodeTester.of("Resize")
                        .attribute("mode", Attribute.of("nearest"))
                        .input(DataType.INT8, 0, new int[] {1, 1, 1}, 100)
                        .without()
                        .constant(new int[] {3}, 1f, 1f, 1f)
                        .output(DataType.INT8, -1, 1)
                        .integers())
                .containsExactly((byte) 200);
    }

    @Test
    void int16IsRefused() {
        assertThatThrownBy(() -> EspdlNodeTester.of("Resize")
                        .input(DataType.INT16, 0, new int[] {1, 1, 1}, 100)
                        .without()
                        .constant(new int[] {3}, 1f, 1f, 2f)
                        .output(DataType.INT16, 0, 1, 2, 1)
                        .run())
                .hasMessageContaining("int8 only");
    }
}
