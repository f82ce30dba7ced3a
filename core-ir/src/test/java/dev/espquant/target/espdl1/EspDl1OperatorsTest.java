package dev.espquant.target.espdl1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.Violation;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EspDl1OperatorsTest {
    @Test
    void listsWhatTheVendorAcceptsAndMore() {
        assertThat(EspDl1Operators.table().operators().keySet())
                .contains("Add", "AveragePool", "Conv", "Gemm", "GlobalAveragePool", "Mul", "Sub")
                .contains("LeakyRelu", "Relu", "PRelu", "Softmax", "Tanh", "Sigmoid")
                .contains("Concat", "Expand", "Flatten", "GlobalMaxPool", "Max", "MaxPool", "Min", "Pad", "Reshape")
                .contains("Squeeze", "Transpose", "Slice", "Resize")
                .contains("Unsqueeze", "Clip", "MatMul", "BatchNormalization", "Identity", "Dropout");
    }

    @ParameterizedTest
    @CsvSource({
        "Conv, OWN_RANGE",
        "Gemm, OWN_RANGE",
        "Add, OWN_RANGE",
        "AveragePool, OWN_RANGE",
        "Softmax, OWN_RANGE",
        "Relu, ACTIVATION",
        "PRelu, ACTIVATION",
        "MaxPool, SAME_AS_INPUT",
        "GlobalAveragePool, SAME_AS_INPUT",
        "Resize, SAME_AS_INPUT",
        "Max, SAME_AS_INPUT",
        "Concat, ALL_EQUAL"
    })
    void saysWhereExponentsComeFrom(String opType, ExponentRule rule) {
        assertThat(EspDl1Operators.table().operators().get(opType).exponents()).isEqualTo(rule);
    }

    @Test
    void weightsMustBeConstant() {
        assertThat(rules(image().input("w", DataType.FLOAT, 4, 2, 3, 3).node("Conv", "x w", "y")))
                .anyMatch(rule -> rule.contains("weights are constant"));
    }

    @Test
    void convolutionsAreOneOrTwoDimensional() {
        assertThat(rules(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 4, 4, 4)
                        .initializer("w", Graphs.ramp(3, 2, 2, 2, 2))
                        .node("Conv", "x w", "y")))
                .containsExactly("input 0 has 3 to 4 dimensions (1-D or 2-D convolution)");
        assertThat(rules(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 4)
                        .initializer("w", Graphs.ramp(3, 2, 2))
                        .node("Conv", "x w", "y")))
                .isEmpty();
    }

    @Test
    void dilatedGroupedAndDepthwiseConvolutionsRun() {
        assertThat(rules(image().initializer("w", Graphs.ramp(2, 1, 3, 3))
                        .node(
                                "Conv",
                                "x w",
                                "y",
                                "group",
                                2,
                                "dilations",
                                new long[] {2, 2},
                                "auto_pad",
                                "SAME_UPPER")))
                .isEmpty();
    }

    @Test
    void everyViolationOfANodeIsTold() {
        Graphs model = image().node(
                        "MaxPool",
                        "x",
                        "y",
                        "kernel_shape",
                        new long[] {2, 2},
                        "ceil_mode",
                        1,
                        "dilations",
                        new long[] {2, 1});

        assertThat(rules(model)).containsExactly("dilations are all 1", "ceil_mode is 0");
    }

    @Test
    void gemmTakesOneBiasForEachColumn() {
        assertThat(rules(dense(Graphs.ramp(5)))).isEmpty();
        assertThat(rules(dense(Graphs.ramp(1, 5)))).isEmpty();
        assertThat(rules(dense(Graphs.ramp(1)))).isEmpty();
        assertThat(rules(dense(Graphs.ramp(5, 1))))
                .containsExactly("there is one bias, or one for each output feature");
    }

    @Test
    void theBatchStaysInFront() {
        assertThat(rules(image().node("Transpose", "x", "y", "perm", new long[] {0, 2, 3, 1})))
                .isEmpty();
        assertThat(rules(image().node("Transpose", "x", "y", "perm", new long[] {1, 0, 2, 3})))
                .hasSize(1);
        assertThat(rules(image().node("Concat", "x x", "y", "axis", 1))).isEmpty();
        assertThat(rules(image().node("Concat", "x x", "y", "axis", 0))).hasSize(1);
        assertThat(rules(image().node("Concat", "x x", "y", "axis", -4))).hasSize(1);
        assertThat(rules(image().node("Flatten", "x", "y", "axis", 2))).hasSize(1);
        assertThat(rules(image().node("Squeeze", "x", "y"))).hasSize(1);
        assertThat(rules(image().node("Softmax", "x", "y", "axis", 0))).hasSize(1);
    }

    @Test
    void slicesMayTakeTheWholeBatchOnly() {
        assertThat(rules(slice(new long[] {0}, new long[] {Long.MAX_VALUE}, 0))).isEmpty();
        assertThat(rules(slice(new long[] {0}, new long[] {1}, 1))).isEmpty();
        assertThat(rules(slice(new long[] {0}, new long[] {1}, 0))).containsExactly("it takes the whole batch");
    }

    @Test
    void slopesAreOnePerChannel() {
        assertThat(rules(image().initializer("s", Graphs.ramp(2, 1, 1)).node("PRelu", "x s", "y")))
                .isEmpty();
        assertThat(rules(image().initializer("s", Graphs.ramp(1)).node("PRelu", "x s", "y")))
                .isEmpty();
        assertThat(rules(image().initializer("s", Graphs.ramp(4)).node("PRelu", "x s", "y")))
                .hasSize(1);
    }

    @Test
    void resizeIsToTheNearestNeighbour() {
        assertThat(rules(resize("nearest", "asymmetric"))).isEmpty();
        assertThat(rules(resize("linear", "half_pixel"))).containsExactly("mode is nearest");
        assertThat(rules(resize("nearest", "tf_crop_and_resize"))).hasSize(1);
    }

    @Test
    void secondOutputsMustNotBeRead() {
        assertThat(rules(image().node("Dropout", "x", "y mask"))).isEmpty();
        assertThat(rules(image().node("Dropout", "x", "y mask").node("Identity", "mask", "z")))
                .containsExactly("only its first output is used");
    }

    @Test
    void operatorsThatDoNotExistComeWithARewrite() {
        Violation violation = EspDl1Operators.table()
                .check(image().node("Div", "x x", "y").buildUnchecked().graph())
                .get(0);

        assertThat(violation.rule()).contains("Div");
        assertThat(violation.fix()).contains("reciprocal");
    }

    @Test
    void operatorsOfOtherDomainsDoNotExist() {
        Node node = Node.of("n", "Relu", List.of("x"), List.of("y"));
        Node foreign = new Node(
                "n", "Relu", "com.example", node.inputs(), node.outputs(), node.attributes(), "", node.unknownFields());

        assertThat(rules(image().node(foreign))).hasSize(1);
    }

    private static Graphs image() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 2, 4, 4);
    }

    private static Graphs dense(Tensor bias) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3)
                .initializer("w", Graphs.ramp(3, 5))
                .initializer("b", bias)
                .node("Gemm", "x w b", "y");
    }

    private static Graphs slice(long[] starts, long[] ends, long axis) {
        return image().initializer("starts", Tensor.vector(starts))
                .initializer("ends", Tensor.vector(ends))
                .initializer("axes", Tensor.vector(axis))
                .node("Slice", "x starts ends axes", "y");
    }

    private static Graphs resize(String mode, String coordinates) {
        return image().initializer("scales", Tensor.ofFloats(new long[] {4}, 1, 1, 2, 2))
                .node("Resize", "x - scales", "y", "mode", mode, "coordinate_transformation_mode", coordinates);
    }

    private static List<String> rules(Graphs model) {
        return EspDl1Operators.table().check(model.buildUnchecked().graph()).stream()
                .map(Violation::rule)
                .toList();
    }
}
