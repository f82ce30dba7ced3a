package dev.espquant.evaluator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.KernelTester;
import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

/** Operators that copy: {@link CopyKernel}, {@link TransposeKernel}, {@link ConcatKernel}, {@link PadKernel} and their like. */
class DataMovementKernelsTest {
    private static final long[] SIZES = {1, 2, 3};
    private static final int[] ONE_TO_SIX = {1, 2, 3, 4, 5, 6};

    @Test
    void shapesChangeAndIntegersDoNot() {
        assertThat(copied("Reshape", Tensor.vector(1, 6))).containsExactly(ONE_TO_SIX);
        assertThat(copied("Unsqueeze", Tensor.vector(1))).containsExactly(ONE_TO_SIX);
        assertThat(tester("Flatten", "x").run()).containsExactly(ONE_TO_SIX);
        assertThat(tester("Identity", "x").run()).containsExactly(ONE_TO_SIX);
        assertThat(tester("Dropout", "x").run()).containsExactly(ONE_TO_SIX);
    }

    @Test
    void transpose() {
        assertThat(tester("Transpose", "x", "perm", new long[] {0, 2, 1}).run()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void concatOfInputsAndConstants() {
        int[] y = tester("Concat", "x c x", "axis", 2)
                .constant("c", Tensor.ofFloats(new long[] {1, 2, 1}, 8, 9))
                .run();

        assertThat(y).containsExactly(1, 2, 3, 8, 1, 2, 3, 4, 5, 6, 9, 4, 5, 6);
    }

    @Test
    void padWithAConstant() {
        int[] y = tester("Pad", "x pads value")
                .constant("pads", Tensor.vector(0, 0, 1, 0, 1, 0))
                .constant("value", Tensor.ofFloats(new long[0], 9))
                .run();

        assertThat(y).containsExactly(9, 1, 2, 3, 9, 4, 5, 6, 9, 9, 9, 9);
    }

    @Test
    void padWithEdgeAndReflection() {
        assertThat(padded("edge")).containsExactly(1, 1, 1, 2, 3, 3, 4, 4, 4, 5, 6, 6);
        assertThat(padded("reflect")).containsExactly(3, 2, 1, 2, 3, 2, 6, 5, 4, 5, 6, 5);
    }

    @Test
    void sliceForwardsAndBackwards() {
        assertThat(sliced(1, 3, 2, 1)).containsExactly(2, 3, 5, 6);
        assertThat(sliced(-1, -4, 2, -1)).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(sliced(0, Long.MAX_VALUE, 2, 2)).containsExactly(1, 3, 4, 6);
    }

    @Test
    void expandRepeats() {
        int[] y = KernelTester.of("Expand", "x shape")
                .input("x", 0, new long[] {1, 2, 1}, 7, 8)
                .constant("shape", Tensor.vector(1, 2, 3))
                .output(0)
                .run();

        assertThat(y).containsExactly(7, 7, 7, 8, 8, 8);
    }

    @Test
    void resizeToTheNearestNeighbour() {
        assertThat(resized(2, "asymmetric", "floor")).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(resized(2, "half_pixel", "round_prefer_floor")).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(resized(2, "align_corners", "round_prefer_floor")).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(resized(2, "asymmetric", "ceil")).containsExactly(1, 2, 2, 3, 3, 3);
    }

    private static int[] resized(float scale, String coordinates, String nearest) {
        return KernelTester.of(
                        "Resize", "x - s", "coordinate_transformation_mode", coordinates, "nearest_mode", nearest)
                .input("x", 0, new long[] {1, 1, 3}, 1, 2, 3)
                .constant("s", Tensor.ofFloats(new long[] {3}, 1, 1, scale))
                .output(0)
                .run();
    }

    private static int[] padded(String mode) {
        return tester("Pad", "x pads", "mode", mode)
                .constant("pads", Tensor.vector(0, 0, 2, 0, 0, 1))
                .run();
    }

    private static int[] sliced(long start, long end, long axis, long step) {
        return tester("Slice", "x a b c d")
                .constant("a", Tensor.vector(start))
                .constant("b", Tensor.vector(end))
                .constant("c", Tensor.vector(axis))
                .constant("d", Tensor.vector(step))
                .run();
    }

    private static int[] copied(String opType, Tensor argument) {
        return tester(opType, "x a").constant("a", argument).run();
    }

    private static KernelTester tester(String opType, String inputs, Object... attributes) {
        return KernelTester.of(opType, inputs, attributes)
                .input("x", 0, SIZES, ONE_TO_SIX)
                .output(0);
    }
}
