package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.espquant.cli.demo.DemoData;
import dev.espquant.cli.demo.DigitGenerator;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxWriter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxExportTest {
    private static final int IMAGES = 20;

    private final Network network = DigitNetwork.create(3);
    private final Model model = OnnxExport.model(network);

    @Test
    void everyLayerIsANode() {
        List<Node> nodes = model.graph().nodes();

        assertThat(nodes.stream().map(Node::opType))
                .startsWith(
                        "Conv", "BatchNormalization", "Relu", "MaxPool", "Conv", "BatchNormalization", "Relu", "Conv")
                .endsWith("MaxPool", "Flatten", "Gemm")
                .hasSize(network.layers().size());
        assertThat(nodes.get(0))
                .isEqualTo(Node.of(
                        "/conv1/Conv",
                        "Conv",
                        List.of("input", "conv1.weight"),
                        List.of("/conv1/Conv_output_0"),
                        network.layers().get(0).attributes()));
        assertThat(nodes.get(1).inputs())
                .containsExactly(
                        "/conv1/Conv_output_0", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var");
    }

    @Test
    void theBatchDimensionIsSymbolic() {
        Graph graph = model.graph();
        Shape image = Shape.of(1, 1, 28, 28).with(0, Dimension.named("N"));

        assertThat(model.opset()).isEqualTo(13);
        assertThat(graph.inputs()).containsExactly(ValueInfo.of("input", DataType.FLOAT, image));
        assertThat(graph.outputs())
                .containsExactly(
                        ValueInfo.of("logits", DataType.FLOAT, Shape.of(1, 10).with(0, Dimension.named("N"))));
    }

    @Test
    void initializersAreTheParametersAsFloats() {
        Parameter weight = network.parameters().get(0);

        assertThat(model.graph().initializers()).hasSize(network.parameters().size());
        assertThat(model.graph().initializer("conv1.weight")).hasValueSatisfying(tensor -> {
            assertThat(tensor.sizes()).containsExactly(8, 1, 3, 3);
            assertThat(tensor.toFloats()[5]).isEqualTo((float) weight.values()[5]);
        });
    }

    @Test
    void onnxRuntimeComputesWhatTheNetworkComputes() throws OrtException {
        new Trainer(network, new DigitGenerator(4), 2).step();
        network.parameters().forEach(Parameter::roundToFloat);
        Activations input = Network.input(DemoData.evaluationSet(), 0, IMAGES);

        float[][] theirs = run(OnnxWriter.toBytes(OnnxExport.model(network)), input);

        Activations ours = network.forward(input, Mode.INFERENCE);
        for (int image = 0; image < IMAGES; image++) {
            for (int c = 0; c < theirs[image].length; c++) {
                assertThat((double) theirs[image][c]).isCloseTo(ours.plane(image, 0)[c], within(1e-4));
            }
        }
    }

    private static float[][] run(byte[] onnx, Activations input) throws OrtException {
        FloatBuffer pixels = FloatBuffer.allocate(input.count() * input.area());
        Arrays.stream(input.planes()).flatMapToDouble(Arrays::stream).forEach(pixel -> pixels.put((float) pixel));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor tensor = OnnxTensor.createTensor(
                        environment, pixels.flip(), new long[] {input.count(), 1, input.height(), input.width()});
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
