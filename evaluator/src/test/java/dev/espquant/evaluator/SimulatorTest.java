package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final Simulator NETWORK = simulator(network());

    @Test
    void keepsOutputsAndWhatIsAskedFor() {
        Map<String, IntTensor> inputs = inputs(3);

        assertThat(NETWORK.run(inputs).values().keySet()).containsExactly("y");
        assertThat(NETWORK.run(inputs, Set.of("y", "c")).values().keySet()).containsExactly("c", "y");
        assertThat(NETWORK.runAll(inputs).values().keySet()).containsExactly("a", "b", "s", "c", "r", "y");
        assertThat(NETWORK.runAll(inputs).value("c").sizes()).containsExactly(3, 4, 4, 4);
    }

    @Test
    void imagesDoNotInfluenceEachOther() {
        Map<String, IntTensor> inputs = inputs(5);
        IntTensor together = NETWORK.run(inputs).value("y");

        for (int image = 0; image < 5; image++) {
            IntTensor alone = NETWORK.run(
                            Map.of("a", image(inputs.get("a"), image), "b", image(inputs.get("b"), image)))
                    .value("y");
            assertThat(alone).isEqualTo(image(together, image));
        }
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        Map<String, IntTensor> inputs = inputs(7);
        SimulationResult one = NETWORK.withThreads(1).runAll(inputs);

        for (int threads : new int[] {2, 3, 7, 16}) {
            assertThat(NETWORK.withThreads(threads).runAll(inputs)).isEqualTo(one);
        }
    }

    @Test
    void noImagesGiveEmptyOutputs() {
        assertThat(NETWORK.run(inputs(0)).value("y").sizes()).containsExactly(0, 4, 4, 4);
    }

    @Test
    void realInputsAreRoundedHalfToEvenThenSaturated() {
        FloatTensor real = FloatTensor.of(new long[] {6}, 0.5f / 64, 1.5f / 64, 2.5f / 64, -0.5f / 64, 3, -3);

        IntTensor integers = NETWORK.quantizeInput("a", real);

        assertThat(integers.values()).containsExactly(0, 2, 2, 0, 127, -128);
        assertThat(NETWORK.toFloat("a", integers).values())
                .containsExactly(0, 2f / 64, 2f / 64, 0, 127f / 64, -128f / 64);
    }

    @Test
    void inputsThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> NETWORK.quantizeInput("a", FloatTensor.of(new long[] {2}, 0, Float.NaN)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("element 1")
                .hasMessageContaining("NaN");
    }

    @Test
    void inputsMustBeExactlyTheModels() {
        Map<String, IntTensor> good = inputs(2);
        IntTensor a = good.get("a");

        assertThatThrownBy(() -> NETWORK.run(Map.of("a", a))).hasMessageContaining("'b'");
        assertThatThrownBy(() -> NETWORK.run(Map.of("a", a, "bb", a))).hasMessageContaining("did you mean 'b'?");
        assertThatThrownBy(() -> NETWORK.run(Map.of("a", a, "b", inputs(3).get("b"))))
                .hasMessageContaining("3 images");
        assertThatThrownBy(() -> NETWORK.run(Map.of("a", a, "b", IntTensor.of(new long[] {2, 4, 4, 3}, new int[96]))))
                .hasMessageContaining("[2, 4, 4, 3]")
                .hasMessageContaining("transpose");
        int[] tooWide = new int[96];
        tooWide[95] = 128;
        assertThatThrownBy(() -> NETWORK.run(Map.of("a", a, "b", IntTensor.of(new long[] {2, 3, 4, 4}, tooWide))))
                .hasMessageContaining("element 95")
                .hasMessageContaining("int8");
    }

    @Test
    void unknownValuesAreRefused() {
        assertThatThrownBy(() -> NETWORK.run(inputs(1), Set.of("yy"))).hasMessageContaining("did you mean 'y'?");
        assertThatThrownBy(() -> NETWORK.run(inputs(1)).value("c")).hasMessageContaining("'c'");
    }

    @Test
    void aBatchThatTheModelFixesIsOneRun() {
        Model model = Graphs.model("fixed")
                .input("x", DataType.FLOAT, 2, 3)
                .node("Relu", "x", "y")
                .output("y")
                .build();
        Simulator simulator = simulator(model);

        assertThat(simulator
                        .run(Map.of("x", IntTensor.of(new long[] {4, 3}, new int[12])))
                        .value("y")
                        .sizes())
                .containsExactly(4, 3);
        assertThatThrownBy(() -> simulator.run(Map.of("x", IntTensor.of(new long[] {3, 3}, new int[9]))))
                .hasMessageContaining("[2, 3]");
    }

    /** Two inputs, a sum, a convolution that everything reads, a product. */
    private static Model network() {
        Shape image = Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4), Dimension.of(4)));
        return Graphs.model("network")
                .input("a", DataType.FLOAT, image)
                .input("b", DataType.FLOAT, image)
                .initializer("w", Graphs.ramp(4, 3, 3, 3))
                .node("Add", "a b", "s")
                .node("Conv", "s w", "c", "pads", new long[] {1, 1, 1, 1})
                .node("Relu", "c", "r")
                .node("Mul", "c r", "y")
                .output("y")
                .build();
    }

    private static Simulator simulator(Model model) {
        ImmutableMap.Builder<String, TableEntry> table = ImmutableMap.builder();
        model.graph().valueNames().forEach(name -> table.put(name, TableEntry.of(-6)));
        QuantizationTable quantizationTable = new QuantizationTable(
                "", QuantizationScheme.INT8_PER_TENSOR, "", 0, ImmutableList.of(), table.buildOrThrow());
        return Simulator.of(
                Quantizer.quantize(model, quantizationTable, Targets.load().get("esp32s3"), Runtime.ESP_DL_1));
    }

    private static Map<String, IntTensor> inputs(int images) {
        Random random = new Random(11);
        return Map.of("a", random(random, images), "b", random(random, images));
    }

    private static IntTensor random(Random random, int images) {
        int[] values = random.ints(images * 48L, -128, 128).toArray();
        return IntTensor.of(new long[] {images, 3, 4, 4}, values);
    }

    private static IntTensor image(IntTensor batch, int image) {
        long[] sizes = batch.sizes();
        int length = batch.elementCount() / Math.toIntExact(sizes[0]);
        sizes[0] = 1;
        return IntTensor.of(sizes, Arrays.copyOfRange(batch.values(), image * length, (image + 1) * length));
    }
}
