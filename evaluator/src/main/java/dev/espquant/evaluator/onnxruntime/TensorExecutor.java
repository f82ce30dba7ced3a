package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a model in ONNX Runtime as it stands, with tensors of any element type, on one thread and without any optimization: what a graph means,
 * by the word of somebody else.
 */
public final class TensorExecutor implements AutoCloseable {
    private final Graph graph;
    private final OrtSession session;

    private TensorExecutor(Graph graph, OrtSession session) {
        this.graph = graph;
        this.session = session;
    }

    /**
     * Prepares a model.
     *
     * @throws dev.espquant.ir.GraphException if ONNX Runtime refuses it
     */
    public static TensorExecutor open(Model model) {
        try (SessionOptions options = new SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setDeterministicCompute(true);
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OptLevel.NO_OPT);
            return new TensorExecutor(
                    model.graph(),
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL)
                            .createSession(OnnxWriter.toBytes(model), options));
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, model.graph(), "load");
        }
    }

    /**
     * Runs the model.
     *
     * @param inputs by name; those that the model does not have are ignored
     * @return every output that is a tensor of a type that ONNX Runtime's Java interface hands out, in the order of the graph's outputs
     * @throws dev.espquant.ir.GraphException if the run fails
     */
    public ImmutableMap<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, OnnxTensorLike> feeds = new LinkedHashMap<>();
        try {
            for (String name : session.getInputNames()) {
                Tensor tensor = inputs.get(name);
                if (tensor != null) {
                    feeds.put(name, NativeTensors.of(name, tensor));
                }
            }
            try (OrtSession.Result result = session.run(feeds)) {
                return outputs(result);
            }
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "run");
        } finally {
            feeds.values().forEach(OnnxTensorLike::close);
        }
    }

    private static ImmutableMap<String, Tensor> outputs(OrtSession.Result result) throws OrtException {
        ImmutableMap.Builder<String, Tensor> outputs = ImmutableMap.builder();
        for (Map.Entry<String, OnnxValue> entry : result) {
            if (entry.getValue() instanceof OnnxTensor tensor) {
                NativeTensors.copy(tensor).ifPresent(t -> outputs.put(entry.getKey(), t));
            }
        }
        return outputs.buildOrThrow();
    }

    /** Frees ONNX Runtime's memory. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "close");
        }
    }
}
