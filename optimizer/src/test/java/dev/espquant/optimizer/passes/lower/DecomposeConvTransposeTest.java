package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.Arrays;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecomposeConvTransposeTest {
    private final PassTester.Given tester = PassTester.of(new DecomposeConvTranspose());

    @Property(tries = 40, seed = "2026")
    void holdsForAnyGeometry(
            @ForAll @IntRange(min = 1, max = 2) int axes,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(min = 0, max = 2) int begin,
            @ForAll @IntRange(min = 0, max = 2) int end,
            @ForAll @IntRange(min = 0, max = 2) int more,
            @ForAll @IntRange(min = 1, max = 2) int group) {
        int reach = dilation * (kernel - 1) + 1;
        // ONNX Runtime wants output_padding below the stride, where ONNX lets the dilation do as well.
        Assume.that(more < stride && 4 * stride + reach + more > begin + end + stride);
        long[] pads = new long[2 * axes];
        Arrays.fill(pads, 0, axes, begin);
        Arrays.fill(pads, axes, 2 * axes, end);
        Graph graph = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, image(2, 2L * group, axes, 5))
                        .initializer("w", Graphs.ramp(image(2L * group, 3, axes, kernel)))
                        .initializer("b", Graphs.ramp(3L * group))
                        .node(
                                "ConvTranspose",
                                "x w b",
                                "y",
                                "strides",
                                filled(axes, stride),
                                "dilations",
                                filled(axes, dilation),
                                "output_padding",
                                filled(axes, more),
                                "pads",
                                pads,
                                "group",
                                group)
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasNoOperator("ConvTranspose");
    }

    @Test
    void hasNoZerosToPutWithoutStrides() {
        assertThat(tester.given(model().node("ConvTranspose", "x w", "y", "pads", new long[] {1, 1, 1, 1})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void staysIfTheOutputDecidesThePaddingAndUnlessAskedFor() {
        tester.given(model().node("ConvTranspose", "x w", "y", "auto_pad", "SAME_UPPER", "strides", new long[] {2, 2})
                        .output("y")
                        .build())
                .doesNotFire();
        assertThat(Optimizer.optimize(
                                model().node("ConvTranspose", "x w", "y")
                                        .output("y")
                                        .build(),
                                OptimizerOptions.full())
                        .model())
                .hasOperators("ConvTranspose");
    }

    private static Graphs model() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 2, 5, 5).initializer("w", Graphs.ramp(2, 3, 3, 3));
    }

    private static long[] filled(int count, long value) {
        long[] values = new long[count];
        Arrays.fill(values, value);
        return values;
    }

    private static long[] image(long first, long second, int axes, long size) {
        long[] sizes = filled(axes + 2, size);
        sizes[0] = first;
        sizes[1] = second;
        return sizes;
    }
}
