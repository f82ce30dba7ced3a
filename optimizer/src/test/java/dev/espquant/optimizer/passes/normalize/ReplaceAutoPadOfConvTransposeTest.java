package dev.espquant.optimizer.passes.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaceAutoPadOfConvTransposeTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceAutoPadOfConvTranspose());

    @ParameterizedTest
    @CsvSource({
        "SAME_UPPER,3,2,1",
        "SAME_LOWER,3,2,1",
        "SAME_UPPER,4,2,1",
        "SAME_LOWER,4,3,1",
        "SAME_UPPER,3,1,2",
        "SAME_LOWER,2,1,1"
    })
    void computesWhatAutoPadMeans(String mode, int kernel, int stride, int dilation) {
        Node node = tester.given(model(kernel)
                        .node(
                                "ConvTranspose",
                                "x w",
                                "y",
                                "auto_pad",
                                mode,
                                "strides",
                                new long[] {stride, stride},
                                "dilations",
                                new long[] {dilation, dilation})
                        .output("y")
                        .build())
                .fires(1)
                .nodes()
                .get(0);
        assertThat(node.attributes()).containsKey("pads").doesNotContainKey("auto_pad");
    }

    @ParameterizedTest
    @CsvSource({"3,2,6,6", "3,2,7,6", "4,2,7,8", "5,3,9,10"})
    void computesWhatTheSizeOfTheOutputMeans(int kernel, int stride, int height, int width) {
        Node node = tester.given(model(kernel)
                        .node(
                                "ConvTranspose",
                                "x w",
                                "y",
                                "output_shape",
                                new long[] {height, width},
                                "strides",
                                new long[] {stride, stride})
                        .output("y")
                        .build())
                .fires(1)
                .nodes()
                .get(0);
        assertThat(node.attributes()).containsKey("pads").doesNotContainKey("output_shape");
    }

    @Test
    void leavesPadsInNumbersAndOpenSizes() {
        tester.given(model(3).node("ConvTranspose", "x w", "y", "pads", new long[] {1, 1, 1, 1})
                        .output("y")
                        .build())
                .doesNotFire();
        Shape open = Shape.of(List.of(Dimension.of(1), Dimension.of(2), Dimension.named("H"), Dimension.named("W")));
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, open)
                        .initializer("w", Graphs.ramp(2, 3, 3, 3))
                        .node("ConvTranspose", "x w", "y", "auto_pad", "SAME_UPPER", "strides", new long[] {2, 2})
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Graphs model(int kernel) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 3, 3)
                .initializer("w", Graphs.ramp(2, 3, kernel, kernel));
    }
}
