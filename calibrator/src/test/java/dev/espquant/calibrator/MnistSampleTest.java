package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model that Espressif ships with its toolkit, calibrated with the images that its published coefficients were made of. */
class MnistSampleTest {
    @Test
    void int16ExponentsAreThoseOfThePublishedCoefficients() {
        SharedData.whenPresent(root -> {
            Model model = withGemm(
                    OnnxReader.read(SharedData.file(root, "data/espdl_v11_mnist_sample/mnist_model_example.onnx")));
            SampleSource samples = NpySampleSource.open(
                    model.graph(),
                    List.of(SharedData.file(root, "data/mnist/test_images.npy").toString()),
                    SampleRange.parse("0:5000:50"),
                    new Preprocessing(0, 255));
            QuantizationTable table = Calibrator.calibrate(
                    model,
                    samples,
                    CalibrationOptions.of(EspDl1.runtime(20, 40, true), QuantizationScheme.INT16_PER_TENSOR));
            Graph graph = model.graph();
            assertThat(exponent(table, graph.inputs().get(0).name())).isEqualTo(-15);
            assertThat(graph.nodes().stream().filter(n -> n.is("Gemm")).map(n -> exponent(table, n.output())))
                    .containsExactly(-11, -11, -9);
        });
    }

    private static int exponent(QuantizationTable table, String value) {
        return table.get(value).exponents().get(0);
    }

    /** A MatMul and the Add behind it are one layer to the chip. */
    private static Model withGemm(Model model) {
        Graph graph = model.graph();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Node next = node.is("MatMul") ? graph.consumers(node.output()).get(0) : node;
            boolean afterMatMul = node.is("Add")
                    && graph.producer(node.inputs().get(0))
                            .map(p -> p.is("MatMul"))
                            .orElse(false);
            if (node.is("MatMul")) {
                nodes.add(Node.of(
                        "fused_" + nodes.size(),
                        "Gemm",
                        List.of(
                                node.inputs().get(0),
                                node.inputs().get(1),
                                next.inputs().get(1)),
                        List.of(next.output())));
            } else if (!afterMatMul) {
                nodes.add(node);
            }
        }
        return model.withGraph(graph.withNodes(nodes));
    }
}
