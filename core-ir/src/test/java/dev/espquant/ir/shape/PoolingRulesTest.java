package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolingRulesTest {
    @Test
    void poolsSlideOverTheSpatialAxes() {
        assertThat(node("MaxPool")
                        .input("float[N,3,8,9]")
                        .with("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2})
                        .type())
                .isEqualTo("float[N,3,4,4]");
        assertThat(node("AveragePool")
                        .input("float[N,3,8]")
                        .with("kernel_shape", new long[] {3}, "pads", new long[] {1, 1})
                        .type())
                .isEqualTo("float[N,3,8]");
        assertThat(node("LpPool")
                        .input("float[1,1,4,4,4]")
                        .with("kernel_shape", new long[] {2, 2, 2})
                        .type())
                .isEqualTo("float[1,1,3,3,3]");
    }

    @Test
    void ceilModeAddsAPositionThatStartsInside() {
        assertThat(node("MaxPool")
                        .input("float[1,1,4,4]")
                        .with("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}, "ceil_mode", 1)
                        .type())
                .isEqualTo("float[1,1,2,2]");
        assertThat(node("MaxPool")
                        .input("float[1,1,2,2]")
                        .with("kernel_shape", new long[] {1, 1}, "strides", new long[] {2, 2}, "ceil_mode", 1)
                        .type())
                .as("a position that would start beyond the input is dropped")
                .isEqualTo("float[1,1,1,1]");
    }

    @Test
    void maxPoolHasIndices() {
        assertThat(node("MaxPool")
                        .outputs(2)
                        .input("int8[1,1,4,4]")
                        .with("kernel_shape", new long[] {2, 2})
                        .types())
                .containsExactly("int8[1,1,3,3]", "int64[1,1,3,3]");
    }

    @Test
    void globalPoolsLeaveOneElementPerChannel() {
        for (String op : new String[] {"GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"}) {
            assertThat(node(op).input("float[N,5,H,W]").type()).isEqualTo("float[N,5,1,1]");
        }
    }

    @Test
    void unpoolingInvertsOrTakesTheGivenSizes() {
        assertThat(node("MaxUnpool")
                        .input("float[1,1,2,2]", "int64[1,1,2,2]")
                        .with("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2})
                        .type())
                .isEqualTo("float[1,1,4,4]");
        assertThat(node("MaxUnpool")
                        .input("float[1,1,2,2]", "int64[1,1,2,2]")
                        .vector(1, 1, 5, 5)
                        .with("kernel_shape", new long[] {2, 2})
                        .type())
                .isEqualTo("float[1,1,5,5]");
    }

    @Test
    void regionsArePooledOneByOne() {
        assertThat(node("MaxRoiPool")
                        .input("float[1,3,9,9]", "float[7,5]")
                        .with("pooled_shape", new long[] {2, 4})
                        .type())
                .isEqualTo("float[7,3,2,4]");
    }

    @Test
    void badPoolsAreErrors() {
        assertThat(node("MaxPool").input("float[1,1,4,4]").fails()).hasMessageContaining("'kernel_shape' is missing");
        assertThat(node("MaxPool")
                        .input("float[1,1,4,4]")
                        .with("kernel_shape", new long[] {2})
                        .fails())
                .hasMessageContaining("as many spatial axes");
        assertThat(node("MaxPool")
                        .input("float[1,1,4,4]")
                        .with("kernel_shape", new long[] {5, 5})
                        .fails())
                .hasMessageContaining("does not fit");
        assertThat(node("GlobalMaxPool").input("float[4]").fails()).hasMessageContaining("batch and channel");
    }
}
