package dev.espquant.cli;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.onnxruntime.TensorExecutor;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.constants.ConstantCall;
import dev.espquant.optimizer.constants.NodeEvaluator;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes constants that the optimizer does not compute by itself (recurrent layers, resampling, rare types) in ONNX Runtime, on one thread.
 * A model of the node alone is run; what ONNX Runtime cannot run stays a node.
 */
final class OnnxRuntimeConstants implements NodeEvaluator {
    @Override
    public List<Tensor> evaluate(ConstantCall call) {
        try (TensorExecutor executor = TensorExecutor.open(model(call))) {
            ImmutableMap<String, Tensor> outputs = executor.run(ImmutableMap.of());
            return call.node().outputs().stream().allMatch(outputs::containsKey)
                    ? call.node().outputs().stream().map(outputs::get).toList()
                    : List.of();
        } catch (GraphException unknownThere) {
            return List.of();
        }
    }

    private static Model model(ConstantCall call) {
        Graph.Builder graph = Graph.builder("constant").nodes(List.of(call.node()));
        for (int i = 0; i < call.inputs().size(); i++) {
            String name = call.node().inputs().get(i);
            call.inputs().get(i).ifPresent(tensor -> graph.initializer(name, tensor));
        }
        List<ValueInfo> outputs = new ArrayList<>();
        for (int i = 0; i < call.outputs().size(); i++) {
            outputs.add(
                    ValueInfo.of(call.node().outputs().get(i), call.outputs().get(i)));
        }
        return Model.of(graph.outputs(outputs).build(), call.opset());
    }
}
