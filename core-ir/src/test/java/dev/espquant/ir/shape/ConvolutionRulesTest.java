package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConvolutionRulesTest {
    @Test
    void convKeepsTheBatchAndSlidesOverEveryAxis() {
        assertThat(node("Conv")
                        .input("float[N,3,8,9]", "float[6,3,3,3]", "float[6]")
                        .type())
                .isEqualTo("float[N,6,6,7]");
        assertThat(node("Conv")
                        .input("float[1,2,10]", "float[4,2,3]")
                        .with("strides", new long[] {2})
                        .type())
                .isEqualTo("float[1,4,4]");
        assertThat(node("Conv").input("float[1,2,6,6,6]", "float[4,2,3,3,3]").type())
                .isEqualTo("float[1,4,4,4,4]");
    }

    @Test
    void convPadsAndDilates() {
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]")
                        .with("pads", new long[] {1, 0, 1, 0}, "dilations", new long[] {2, 1})
                        .type())
                .isEqualTo("float[1,4,6,6]");
    }

    @Test
    void automaticPaddingDependsOnTheStrideAlone() {
        for (String mode : new String[] {"SAME_UPPER", "SAME_LOWER"}) {
            assertThat(node("Conv")
                            .input("float[1,3,7,H]", "float[4,3,3,3]")
                            .with("auto_pad", mode, "strides", new long[] {2, 1})
                            .type())
                    .isEqualTo("float[1,4,4,H]");
        }
        assertThat(node("Conv")
                        .input("float[1,3,7,7]", "float[4,3,3,3]")
                        .with("auto_pad", "VALID", "strides", new long[] {2, 2})
                        .type())
                .isEqualTo("float[1,4,3,3]");
    }

    @Test
    void symbolicSizesSurviveWhereTheConvolutionKeepsThem() {
        assertThat(node("Conv")
                        .input("float[N,3,H,W]", "float[4,3,3,3]")
                        .with("pads", new long[] {1, 0, 1, 0})
                        .type())
                .isEqualTo("float[N,4,H,?]");
        assertThat(node("Conv").input("float[N,3,H,W]", "float[4,3,1,1]").type())
                .isEqualTo("float[N,4,H,W]");
    }

    @Test
    void groupsDivideTheChannels() {
        assertThat(node("Conv")
                        .input("float[1,8,5,5]", "float[8,1,3,3]")
                        .with("group", 8)
                        .type())
                .isEqualTo("float[1,8,3,3]");
        assertThat(node("Conv")
                        .input("float[1,8,5,5]", "float[8,2,3,3]")
                        .with("group", 8)
                        .fails())
                .hasMessageContaining("node 'the_node' (Conv)")
                .hasMessageContaining("times group 8, found 8 and 16");
        assertThat(node("Conv")
                        .input("float[1,4,5,5]", "float[3,2,3,3]")
                        .with("group", 2)
                        .fails())
                .hasMessageContaining("3 filters cannot be divided into 2 groups");
        assertThat(node("Conv")
                        .input("float[1,4,5,5]", "float[3,2,3,3]")
                        .with("group", 0)
                        .fails())
                .hasMessageContaining("group must be at least 1");
    }

    @Test
    void contradictionsAreErrors() {
        assertThat(node("Conv").input("float[1,3,8,8]", "float[4,2,3,3]").fails())
                .hasMessageContaining("channels of the input")
                .hasMessageContaining("x1: float[4,2,3,3]");
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]", "float[5]")
                        .fails())
                .hasMessageContaining("one element per output channel");
        assertThat(node("Conv").input("float[1,3,8,8]", "float[4,3,3]").fails())
                .hasMessageContaining("value 'x1'")
                .hasMessageContaining("as many axes");
        assertThat(node("Conv").input("float[1,3,2,8]", "float[4,3,3,3]").fails())
                .hasMessageContaining("a window of 3 does not fit into spatial axis 0, which has 2");
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]")
                        .with("kernel_shape", new long[] {5, 5})
                        .fails())
                .hasMessageContaining("kernel_shape is [5, 5], but the weights have [3, 3]");
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]")
                        .with("auto_pad", "SAME")
                        .fails())
                .hasMessageContaining("auto_pad 'SAME' does not exist")
                .hasMessageContaining("Fix: ");
        assertThat(node("Conv").input("float[1,3,8,8]", "int8[4,3,3,3]").fails())
                .hasMessageContaining("found float and int8");
    }

    @Test
    void badAttributesAreErrors() {
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]")
                        .with("strides", new long[] {0, 1})
                        .fails())
                .hasMessageContaining("'strides' must be 2 numbers of at least 1");
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]")
                        .with("pads", new long[] {1, 1})
                        .fails())
                .hasMessageContaining("'pads' must be 4 numbers");
        assertThat(node("Conv")
                        .input("float[1,3,8,8]", "float[4,3,3,3]")
                        .with("pads", new long[] {Long.MAX_VALUE, 0, Long.MAX_VALUE, 0})
                        .fails())
                .hasMessageContaining("a size is too large");
    }

    @Test
    void unknownInputsLeaveOnlyWhatTheyDecideOpen() {
        assertThat(node("Conv").input("float[...]", "float[4,3,3,3]").type()).isEqualTo("float[...]");
        assertThat(node("Conv")
                        .input("float[N,3,8,8]", "float[...]", "float[4]")
                        .type())
                .isEqualTo("float[N,4,?,?]");
    }

    @Test
    void convTransposeInvertsConv() {
        assertThat(node("ConvTranspose")
                        .input("float[N,4,5,5]", "float[4,6,3,3]")
                        .type())
                .isEqualTo("float[N,6,7,7]");
        assertThat(node("ConvTranspose")
                        .input("float[1,4,5,5]", "float[4,3,3,3]")
                        .with("strides", new long[] {2, 2}, "pads", new long[] {1, 1, 1, 1}, "group", 2)
                        .type())
                .isEqualTo("float[1,6,9,9]");
        assertThat(node("ConvTranspose")
                        .input("float[1,4,5,5]", "float[4,3,3,3]")
                        .with(
                                "strides",
                                new long[] {2, 2},
                                "pads",
                                new long[] {1, 1, 1, 1},
                                "output_padding",
                                new long[] {1, 0},
                                "dilations",
                                new long[] {1, 2})
                        .type())
                .isEqualTo("float[1,3,10,11]");
    }

    @Test
    void convTransposeFollowsSymbolsAndGivenSizes() {
        assertThat(node("ConvTranspose")
                        .input("float[N,4,H,W]", "float[4,3,2,2]")
                        .with("strides", new long[] {2, 2})
                        .type())
                .isEqualTo("float[N,3,2*H,2*W]");
        assertThat(node("ConvTranspose")
                        .input("float[N,4,5,H]", "float[4,3,3,3]")
                        .with("strides", new long[] {3, 2}, "auto_pad", "SAME_LOWER")
                        .type())
                .isEqualTo("float[N,3,15,2*H]");
        assertThat(node("ConvTranspose")
                        .input("float[N,4,5,5]", "float[4,3,3,3]")
                        .with("strides", new long[] {2, 2}, "output_shape", new long[] {10, 9})
                        .type())
                .isEqualTo("float[N,3,10,9]");
        assertThat(node("ConvTranspose")
                        .input("float[N,3,5,5]", "float[4,3,3,3]")
                        .fails())
                .hasMessageContaining("weights' first axis, found 3 and 4");
    }

    @Test
    void integerConvolutionsHaveTheirOwnTypes() {
        assertThat(node("ConvInteger")
                        .input("uint8[1,1,3,3]", "uint8[1,1,2,2]", "uint8[]")
                        .type())
                .isEqualTo("int32[1,1,2,2]");
        assertThat(node("QLinearConv")
                        .input("uint8[1,1,7,7]", "float[]", "uint8[]", "int8[2,1,1,1]", "float[2]", "int8[2]")
                        .input("float[]", "int8[]", "int32[2]")
                        .type())
                .isEqualTo("int8[1,2,7,7]");
    }
}
