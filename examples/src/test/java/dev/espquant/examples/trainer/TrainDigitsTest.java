package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.cli.demo.DemoData;
import dev.espquant.ir.Graph;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import org.junit.jupiter.api.Test;

/** What can be said of the shipped model without the minutes that training takes. */
class TrainDigitsTest {
    @Test
    void theShippedModelIsAnExportOfTheNetwork() {
        byte[] exported = OnnxWriter.toBytes(OnnxExport.model(shipped()));

        assertThat(exported).isEqualTo(DemoData.model());
    }

    @Test
    void theShippedModelIsRightOnOverNinetyFivePercent() {
        assertThat(shipped().countCorrect(DemoData.evaluationSet())).isEqualTo(593);
    }

    @Test
    void saysHowItIsCalled() {
        assertThatThrownBy(() -> TrainDigits.main(new String[0])).hasMessage("usage: TrainDigits OUT.onnx");
    }

    private static Network shipped() {
        Graph graph = OnnxReader.read(DemoData.model(), DemoData.MODEL_RESOURCE).graph();
        Network network = DigitNetwork.create(0);
        for (Parameter parameter : network.parameters()) {
            double[] values = graph.initializer(parameter.name()).orElseThrow().toDoubles();
            System.arraycopy(values, 0, parameter.values(), 0, parameter.values().length);
        }
        return network;
    }
}
