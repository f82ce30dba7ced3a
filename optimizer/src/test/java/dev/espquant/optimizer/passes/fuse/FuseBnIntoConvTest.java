package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseBnIntoConvTest {
    private final PassTester.Given tester = PassTester.of(new FuseBnIntoConv());

    @Test
    void foldsIntoWeightsAndBias() {
        Graph result = tester.given(model().node("Conv", "x w b", "c", "pads", new long[] {1, 1, 1, 1})
                        .named("layer")
                        .node("BatchNormalization", "c scale shift mean var", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Conv").hasNodes("layer");
        assertThat(result.initializers()).containsOnlyKeys("w", "b");
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "b");
    }

    @Test
    void roundsOnce() {
        Graph result = tester.given(model().node("Conv", "x w b", "c")
                        .node("BatchNormalization", "c scale shift mean var", "y", "epsilon", 0.25f)
                        .output("y")
                        .build())
                .fires(1);
        float[] w = Graphs.ramp(3, 2, 3, 3).toFloats();
        double factor = (double) SCALE[1] / Math.sqrt((double) VAR[1] + 0.25f);
        assertThat(result.initializers().get("w").toFloats()[18]).isEqualTo((float) (w[18] * factor));
        float bias = Graphs.ramp(3).toFloats()[1];
        assertThat(result.initializers().get("b").toFloats()[1])
                .isEqualTo((float) ((bias - (double) MEAN[1]) * factor + SHIFT[1]));
    }

    @Test
    void makesABiasWhereThereIsNone() {
        Graph result = tester.given(model().node("Conv", "x w", "c")
                        .named("layer")
                        .node("BatchNormalization", "c scale shift mean var", "n")
                        .node("Relu", "n", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Conv", "Relu");
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "layer_bias");
    }

    @Test
    void foldsIntoDepthwiseAndOneDimensional() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 3, 9)
                        .initializer("w", Graphs.ramp(3, 1, 3))
                        .initializer("scale", vector(SCALE))
                        .initializer("shift", vector(SHIFT))
                        .initializer("mean", vector(MEAN))
                        .initializer("var", vector(VAR))
                        .node("Conv", "x w", "c", "group", 3)
                        .node("BatchNormalization", "c scale shift mean var", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Conv");
    }

    @Test
    void foldsAChainInOneSweep() {
        Graph result = tester.given(model().node("Conv", "x w", "c")
                        .node("BatchNormalization", "c scale shift mean var", "n")
                        .node("BatchNormalization", "n scale shift mean var", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(result).hasOperators("Conv");
    }

    @Test
    void leavesASharedWeightToTheOthers() {
        Graph result = tester.given(model().node("Conv", "x w b", "c")
                        .node("BatchNormalization", "c scale shift mean var", "n")
                        .node("Conv", "x w b", "d")
                        .node("Add", "n d", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Conv", "Conv", "Add");
        assertThat(result).hasInitializer("w", Graphs.ramp(3, 2, 3, 3)).hasInitializer("b", Graphs.ramp(3));
    }

    @Test
    void foldsBothOfTwoConvolutionsThatShareAWeight() {
        Graph result = tester.given(model().node("Conv", "x w", "c")
                        .node("BatchNormalization", "c scale shift mean var", "n")
                        .node("Conv", "x w", "d")
                        .node("BatchNormalization", "d shift scale mean var", "o")
                        .node("Add", "n o", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(result).hasOperators("Conv", "Conv", "Add");
    }

    @Test
    void staysIfTheConvolutionHasAnotherReader() {
        tester.given(model().node("Conv", "x w", "c")
                        .node("BatchNormalization", "c scale shift mean var", "n")
                        .node("Add", "c n", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfTheConvolutionIsAnOutput() {
        tester.given(model().node("Conv", "x w", "c")
                        .node("BatchNormalization", "c scale shift mean var", "y")
                        .output("c")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfParametersAreSupplied() {
        tester.given(model().input("given", DataType.FLOAT, 3)
                        .node("Conv", "x w", "c")
                        .node("BatchNormalization", "c given shift mean var", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfWeightsAreSupplied() {
        tester.given(model().input("given", DataType.FLOAT, 3, 2, 3, 3)
                        .node("Conv", "x given", "c")
                        .node("BatchNormalization", "c scale shift mean var", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysInTrainingMode() {
        tester.given(model().opset(15)
                        .node("Conv", "x w", "c")
                        .node("BatchNormalization", "c scale shift mean var", "y m v", "training_mode", 1)
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysOverTransposedConvolution() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 3, 4, 4)
                        .initializer("w", Graphs.ramp(3, 3, 2, 2))
                        .initializer("v", vector(VAR))
                        .node("ConvTranspose", "x w", "c")
                        .node("BatchNormalization", "c v v v v", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfTheVarianceIsNegative() {
        tester.given(model().initializer("bad", Tensor.ofFloats(new long[] {3}, 1, -1, 1))
                        .node("Conv", "x w", "c")
                        .node("BatchNormalization", "c scale shift mean bad", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static final float[] SCALE = {1.5f, -0.3f, 0.7f};
    private static final float[] SHIFT = {0.1f, 0.2f, -0.3f};
    private static final float[] MEAN = {0.3f, -0.7f, 0.011f};
    private static final float[] VAR = {0.9f, 0.05f, 1.7f};

    private static Graphs model() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .initializer("b", Graphs.ramp(3))
                .initializer("scale", vector(SCALE))
                .initializer("shift", vector(SHIFT))
                .initializer("mean", vector(MEAN))
                .initializer("var", vector(VAR));
    }

    private static Tensor vector(float... values) {
        return Tensor.ofFloats(new long[] {values.length}, values);
    }
}
