package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.evaluator.espdl.EspdlRuns;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every body computes what the scalar one computes, overflows included. */
class LayerBodiesTest {

    @ParameterizedTest
    @CsvSource({
        "esp32s3,INT8,127,false", "esp32s3,INT8,9,false", "esp32s3,INT8,127,true", "esp32s3,INT16,32767,false",
        "esp32p4,INT8,127,false", "esp32p4,INT16,32767,true", "esp32,INT8,127,false", "esp32,INT16,500,true"
    })
    void allBodiesAgreeWithTheScalarOne(String target, DataType type, int largest, boolean depthwise) {
        check(target, type, largest, depthwise, -3);
    }

    /** What a file of another exporter may ask for: sums shifted to the left, which saturate. */
    @ParameterizedTest
    @CsvSource({"esp32s3,INT8", "esp32p4,INT8", "esp32,INT8", "esp32s3,INT16", "esp32,INT16"})
    void andWhereSumsAreShiftedToTheLeft(String target, DataType type) {
        check(target, type, 3, false, -14);
        check(target, type, 3, true, -40);
    }

    private static void check(String target, DataType type, int largest, boolean depthwise, int exponent) {
        Random random = new Random(largest);
        int channels = depthwise ? 35 : 60;
        int outputs = depthwise ? channels : 35;
        EspdlRuns runs = EspdlRuns.of(conv(random, target, type, largest, channels, outputs, exponent));
        Planes planes =
                Planes.of(runs.context(), new int[] {3, 3}, new int[] {1, 2}, new int[] {1, 1}, new int[] {1, 1, 1, 0});
        LayerShape shape = LayerShape.of(planes, outputs, depthwise);
        LayerRule rule = LayerRule.of(runs.context(), runs.context().input(1), outputs, FilterOrder.blocked(type));
        Weights weights = new Weights(
                values(random, largest, outputs * 9 * (depthwise ? 1 : channels)),
                outputs,
                9 * (depthwise ? 1 : channels));

        NodeRun expected = runs.run(planes.outSizes(4, outputs));
        new ScalarBody(shape, rule, weights).compute(expected, 0, 2);
        for (LayerBody body : bodies(shape, rule, weights)) {
            NodeRun actual = runs.run(planes.outSizes(4, outputs));
            body.compute(actual, 0, 1);
            body.compute(actual, 1, 1);
            assertThat(actual.output(0).toInts())
                    .as(body.getClass().getSimpleName())
                    .isEqualTo(expected.output(0).toInts());
            assertThat(actual.overflows()).isEqualTo(expected.overflows());
        }
    }

    private static List<LayerBody> bodies(LayerShape shape, LayerRule rule, Weights weights) {
        List<LayerBody> bodies = new ArrayList<>();
        bodies.add(LayerBodies.choose(shape, rule, weights));
        bodies.add(LayerBodies.loops(shape, rule, weights));
        EngineBody.loops(shape, rule, weights).ifPresent(bodies::add);
        if (WideBody.covers(rule, weights)) {
            bodies.add(new WideBody(shape, rule, weights));
        }
        return bodies;
    }

    private static EspdlNodeTester conv(
            Random random, String target, DataType type, int largest, int channels, int outputs, int exponent) {
        DataType bias = type == DataType.INT8 ? DataType.INT32 : DataType.INT64;
        return EspdlNodeTester.of("Conv")
                .on(target)
                .attribute("activation", Attribute.of("Relu"))
                .input(type, -5, new int[] {2, 5, 6, channels}, values(random, largest, 2 * 5 * 6 * channels))
                .constant(type, -6, new int[] {1}, 1)
                .constant(bias, -11, new int[] {outputs}, values(random, 1 << 17, outputs))
                .output(type, exponent, 1);
    }

    private static int[] filled(int value, int count) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }

    private static int[] values(Random random, int largest, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(2 * largest + 1) - largest;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"esp32s3,127", "esp32p4,127"})
    void narrowLanesOverflowAndWideOnesDoNot(String target, int largest) {
        Random random = new Random(1);
        EspdlRuns runs = EspdlRuns.of(conv(random, target, DataType.INT8, largest, 1200, 16, -3));
        LayerRule rule = LayerRule.of(runs.context(), runs.context().input(1), 16, FilterOrder.blocked(DataType.INT8));
        Weights weights = new Weights(filled(largest, 16 * 1200), 16, 1200);
        LayerShape shape = LayerShape.product(60, 1200, 16);
        NodeRun run = runs.run(60, 16);
        LayerBodies.choose(shape, rule, weights).compute(run, 0, 1);
        EspdlArray output = run.output(0);
        assertThat(run.overflows() > 0).isEqualTo(target.equals("esp32s3"));
        assertThat(output.count()).isEqualTo(960);
    }
}
