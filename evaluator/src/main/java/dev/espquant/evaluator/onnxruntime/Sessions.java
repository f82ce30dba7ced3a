package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions.Optimization;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import java.util.List;

/** Loads models into ONNX Runtime. */
final class Sessions {
    private Sessions() {}

    /** A session that computes these values of a model; {@link dev.espquant.ir.GraphException} if ONNX Runtime refuses the model. */
    static OrtSession open(Model model, List<String> outputs, ExecutorOptions options) {
        return open(model, outputs, options, /* planned= */ true);
    }

    /**
     * A session for somebody who keeps the outputs in memory of his own.
     *
     * <p>Without ONNX Runtime's plan of memory for everything else: it would be made in the first run and take another block of the system, whose
     * pages cost more than several runs.
     */
    static OrtSession openForOwnOutputs(Model model, List<String> outputs, ExecutorOptions options) {
        return open(model, outputs, options, /* planned= */ false);
    }

    private static OrtSession open(Model model, List<String> outputs, ExecutorOptions options, boolean planned) {
        byte[] bytes = OnnxWriter.toBytes(Exposure.expose(model, outputs));
        try (SessionOptions session = new SessionOptions()) {
            // Errors reach the caller as exceptions; ONNX Runtime would print them as well.
            session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            session.setDeterministicCompute(options.optimization() == Optimization.NONE);
            session.setMemoryPatternOptimization(planned);
            session.setIntraOpNumThreads(options.threads());
            session.setOptimizationLevel(
                    switch (options.optimization()) {
                        case NONE -> OptLevel.NO_OPT;
                        case ALL -> OptLevel.ALL_OPT;
                    });
            ExecutionProviders.use(options.provider(), session);
            return OrtEnvironment.getEnvironment().createSession(bytes, session);
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, model.graph(), "load");
        }
    }
}
