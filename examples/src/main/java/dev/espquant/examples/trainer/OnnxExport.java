package dev.espquant.examples.trainer;

import com.google.common.collect.ImmutableList;
import dev.espquant.cli.demo.DigitSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained network as an ONNX model, one node per layer and nothing fused: what is fused is the optimizer's decision. Nodes and
 * values are named the way PyTorch's exporter does, such as {@code /conv1/Conv} and {@code /conv1/Conv_output_0}.
 */
final class OnnxExport {
    static final String INPUT = "input";
    static final String OUTPUT = "logits";
    private static final long OPSET = 13;
    private static final Dimension BATCH = Dimension.named("N");

    private OnnxExport() {}

    /** The model: {@code input} float32 [N, 1, 28, 28] to {@code logits} float32 [N, 10]. */
    static Model model(Network network) {
        Graph.Builder graph = Graph.builder("digits")
                .inputs(List.of(value(INPUT, 1, DigitSet.SIDE, DigitSet.SIDE)))
                .outputs(List.of(value(OUTPUT, DigitSet.CLASSES)))
                .nodes(nodes(network.layers()));
        for (Parameter parameter : network.parameters()) {
            graph.initializer(parameter.name(), tensor(parameter));
        }
        return Model.of(graph.build(), OPSET);
    }

    private static List<Node> nodes(List<Layer> layers) {
        List<Node> nodes = new ArrayList<>();
        String input = INPUT;
        for (Layer layer : layers) {
            String name = "/" + layer.name() + "/" + layer.opType();
            String output = nodes.size() == layers.size() - 1 ? OUTPUT : name + "_output_0";
            List<String> inputs = new ArrayList<>(List.of(input));
            layer.parameters().forEach(parameter -> inputs.add(parameter.name()));
            nodes.add(Node.of(name, layer.opType(), inputs, List.of(output), layer.attributes()));
            input = output;
        }
        return nodes;
    }

    private static Tensor tensor(Parameter parameter) {
        long[] sizes = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
        float[] values = new float[parameter.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) parameter.values()[i];
        }
        return Tensor.ofFloats(sizes, values);
    }

    private static ValueInfo value(String name, int... sizesPerImage) {
        ImmutableList.Builder<Dimension> dimensions =
                ImmutableList.<Dimension>builder().add(BATCH);
        for (int size : sizesPerImage) {
            dimensions.add(Dimension.of(size));
        }
        return ValueInfo.of(name, DataType.FLOAT, Shape.of(dimensions.build()));
    }
}
