package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;

/** The sizes that the outputs of a session will have, as far as ONNX Runtime knows them before anything has run. */
final class OutputSizes {
    private final ImmutableMap<String, NodeInfo> outputs;
    private final ImmutableSet<String> batchNames;

    private OutputSizes(Map<String, NodeInfo> outputs, ImmutableSet<String> batchNames) {
        this.outputs = ImmutableMap.copyOf(outputs);
        this.batchNames = batchNames;
    }

    static OutputSizes of(OrtSession session) throws OrtException {
        ImmutableSet.Builder<String> names = ImmutableSet.builder();
        for (NodeInfo input : session.getInputInfo().values()) {
            if (input.getInfo() instanceof TensorInfo tensor && tensor.getShape().length > 0) {
                names.add(tensor.getDimensionNames()[0]);
            }
        }
        return new OutputSizes(session.getOutputInfo(), names.build());
    }

    /** The sizes of an output for a number of samples; empty if they are not all known, or it holds no floats. */
    Optional<long[]> floats(String name, int samples) {
        NodeInfo output = outputs.get(name);
        return output != null && output.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT
                ? sizes(tensor, samples)
                : Optional.empty();
    }

    private Optional<long[]> sizes(TensorInfo tensor, int samples) {
        long[] sizes = tensor.getShape().clone();
        for (int axis = 0; axis < sizes.length; axis++) {
            String symbol = tensor.getDimensionNames()[axis];
            if (sizes[axis] < 0 && (symbol.isEmpty() || !batchNames.contains(symbol))) {
                return Optional.empty();
            }
            sizes[axis] = sizes[axis] < 0 ? samples : sizes[axis];
        }
        return Optional.of(sizes);
    }
}
