package dev.espquant.optimizer.testing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model in ONNX Runtime, its own optimizations switched off: what a graph means, by the word of somebody else. */
public final class OnnxRuntimeModel implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

    private final OrtSession session;

    private OnnxRuntimeModel(OrtSession session) {
        this.session = session;
    }

    /** Loads a model; an {@link AssertionError} if ONNX Runtime refuses it. */
    public static OnnxRuntimeModel of(Model model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            return new OnnxRuntimeModel(ENVIRONMENT.createSession(OnnxWriter.toBytes(model), options));
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    /**
     * Runs the model.
     *
     * @param inputs one tensor per graph input
     * @return every output's elements as doubles, booleans as 0 and 1, in the order of the graph's outputs
     */
    public Map<String, RunOutput> run(Map<String, OnnxTensor> inputs) {
        Map<String, OnnxTensorLike> feeds = new LinkedHashMap<>(inputs);
        feeds.keySet().retainAll(session.getInputNames());
        try (OrtSession.Result result = session.run(feeds)) {
            Map<String, RunOutput> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor tensor) {
                    outputs.put(entry.getKey(), RunOutput.of(tensor));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime cannot run the model: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
