package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SliceRulesTest {
    private static final long FAR = Long.MAX_VALUE;

    @Test
    void slicesFollowPython() {
        assertThat(node("Slice")
                        .input("float[10,20]")
                        .vector(1, 0)
                        .vector(-1, 20)
                        .vector(0, 1)
                        .vector(1, 3)
                        .type())
                .isEqualTo("float[8,7]");
        assertThat(node("Slice")
                        .input("float[10]")
                        .vector(-1)
                        .vector(-FAR)
                        .vector(0)
                        .vector(-2)
                        .type())
                .isEqualTo("float[5]");
        assertThat(node("Slice").input("float[3]").vector(5).vector(9).type()).isEqualTo("float[0]");
        assertThat(node("Slice")
                        .input("float[0]")
                        .vector(-1)
                        .vector(-FAR)
                        .vector(0)
                        .vector(-1)
                        .type())
                .isEqualTo("float[0]");
    }

    @Test
    void oldSlicesHaveAttributes() {
        assertThat(node("Slice")
                        .opset(9)
                        .input("float[N,10]")
                        .with("starts", new long[] {2}, "ends", new long[] {FAR}, "axes", new long[] {1})
                        .type())
                .isEqualTo("float[N,8]");
        assertThat(node("Slice")
                        .opset(1)
                        .input("float[5,10]")
                        .with("starts", new long[] {1, 1}, "ends", new long[] {3, 3})
                        .type())
                .isEqualTo("float[2,2]");
    }

    @Test
    void wholeAxesStaySymbolic() {
        assertThat(node("Slice")
                        .input("float[N,4]")
                        .vector(0)
                        .vector(FAR)
                        .vector(0)
                        .type())
                .isEqualTo("float[N,4]");
        assertThat(node("Slice")
                        .input("float[N,4]")
                        .vector(0)
                        .sizes("[N]")
                        .vector(0)
                        .type())
                .isEqualTo("float[N,4]");
        assertThat(node("Slice")
                        .input("float[N,4]")
                        .vector(-1)
                        .vector(-FAR)
                        .vector(0)
                        .vector(-1)
                        .type())
                .isEqualTo("float[N,4]");
        assertThat(node("Slice")
                        .input("float[N,4]")
                        .vector(0)
                        .vector(3)
                        .vector(0)
                        .type())
                .as("N may be smaller than 3")
                .isEqualTo("float[?,4]");
    }

    @Test
    void rangesOfARunLeaveTheirAxesOpen() {
        assertThat(node("Slice")
                        .input("float[5,4]", "int64[1]", "int64[1]")
                        .vector(1)
                        .type())
                .isEqualTo("float[5,?]");
        assertThat(node("Slice")
                        .input("float[5,4]", "int64[1]", "int64[1]", "int64[1]")
                        .type())
                .isEqualTo("float[?,?]");
    }

    @Test
    void elementsAreSliced() {
        assertThat(node("Slice").sizes("[N,3,4]").vector(1).vector(3).elements())
                .isEqualTo("[3, 4]");
        assertThat(node("Slice")
                        .sizes("[N,3,4]")
                        .vector(-1)
                        .vector(-FAR)
                        .vector(0)
                        .vector(-1)
                        .elements())
                .isEqualTo("[4, 3, N]");
        assertThat(node("Slice")
                        .constant(Tensor.ofLongs(new long[] {2, 2}, 1, 2, 3, 4))
                        .vector(-1)
                        .vector(-FAR)
                        .vector(0)
                        .vector(-1)
                        .elements())
                .as("how padding is turned round by exporters")
                .isEqualTo("[3, 4, 1, 2]");
    }

    @Test
    void badRangesAreErrors() {
        assertThat(node("Slice")
                        .input("float[5]")
                        .vector(0)
                        .vector(3)
                        .vector(0)
                        .vector(0)
                        .fails())
                .hasMessageContaining("a step of 0");
        assertThat(node("Slice").input("float[5]").vector(0).vector(3).vector(1).fails())
                .hasMessageContaining("axis 1 does not exist");
        assertThat(node("Slice")
                        .input("float[5,5]")
                        .vector(0)
                        .vector(3)
                        .vector(0, 1)
                        .fails())
                .hasMessageContaining("equal lengths");
    }

    @Property(seed = "2026")
    void everyRangeCountsAsALoopCounts(
            @ForAll @IntRange(max = 6) int size,
            @ForAll @IntRange(min = -9, max = 9) int start,
            @ForAll @IntRange(min = -9, max = 9) int end,
            @ForAll @IntRange(min = -4, max = 4) int step) {
        if (step == 0) {
            return;
        }
        int from = start < 0 ? start + size : start;
        int to = end < 0 ? end + size : end;
        int first = step > 0 ? clamp(from, 0, size) : clamp(from, 0, size - 1);
        int last = step > 0 ? clamp(to, 0, size) : clamp(to, -1, size - 1);
        int count = 0;
        for (int i = first; size > 0 && (step > 0 ? i < last : i > last); i += step) {
            count++;
        }
        assertThat(node("Slice")
                        .input("float[" + size + "]")
                        .vector(start)
                        .vector(end)
                        .vector(0)
                        .vector(step)
                        .type())
                .isEqualTo("float[" + count + "]");
    }

    private static int clamp(int value, int lowest, int highest) {
        return Math.max(lowest, Math.min(highest, value));
    }
}
