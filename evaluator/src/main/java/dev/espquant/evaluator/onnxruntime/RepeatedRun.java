package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions.Optimization;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.ValueInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a model on the same inputs again and again, for those who measure how long that takes: everything that ONNX Runtime can optimize is, the
 * inputs lie in native memory, and results stay there, so that its own work is all there is.
 */
public final class RepeatedRun implements AutoCloseable {
    private final Graph graph;
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    private RepeatedRun(Graph graph, OrtSession session) {
        this.graph = graph;
        this.session = session;
    }

    /**
     * Prepares a model.
     *
     * @param inputs one tensor per model input, with the sizes that the model takes
     * @param threads used within an operator; 0 for one per core
     */
    public static RepeatedRun open(Model model, Map<String, FloatTensor> inputs, int threads) {
        Exposure.checkInputs(model.graph());
        List<String> outputs =
                model.graph().outputs().stream().map(ValueInfo::name).toList();
        ExecutorOptions options = ExecutorOptions.DEFAULT.withThreads(threads).withOptimization(Optimization.ALL);
        RepeatedRun run = new RepeatedRun(model.graph(), Sessions.open(model, outputs, options));
        try {
            for (Map.Entry<String, FloatTensor> input : inputs.entrySet()) {
                run.inputs.put(input.getKey(), nativeCopy(input.getValue()));
            }
            return run;
        } catch (OrtException e) {
            run.close();
            throw OrtErrors.wrap(e, model.graph(), "feed");
        }
    }

    /** Computes the outputs once. */
    public void run() {
        try (OrtSession.Result result = session.run(inputs)) {
            if (result.size() == 0) {
                throw new IllegalStateException("the model has no outputs");
            }
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "run");
        }
    }

    private static OnnxTensor nativeCopy(FloatTensor input) throws OrtException {
        FloatBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, input.elementCount()))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffer.put(input.values()).flip();
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, input.sizes());
    }

    /** Frees ONNX Runtime's memory. */
    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "close");
        }
    }
}
