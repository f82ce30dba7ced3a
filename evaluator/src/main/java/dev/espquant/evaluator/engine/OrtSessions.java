package dev.espquant.evaluator.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.ModelInfo;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxWriter;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions of ONNX Runtime that hold one operator each, with one thread: the engine spreads images over threads itself. */
final class OrtSessions {
    /** ONNX Runtime's own operators. */
    static final String MICROSOFT = "com.microsoft";

    private static final Cleaner CLEANER = Cleaner.create();

    private OrtSessions() {}

    /**
     * Opens a session that is closed when its owner is garbage.
     *
     * @param owner who runs the session; must stay reachable while it does
     * @param node from {@code x}, unsigned bytes, to {@code y}
     * @param constants its other inputs
     * @param result type of {@code y}
     * @param rank of both
     */
    static OrtSession open(Object owner, Node node, Map<String, Tensor> constants, DataType result, int rank) {
        Graph.Builder graph = Graph.builder("layer")
                .inputs(List.of(ValueInfo.of("x", DataType.UINT8, anyShape("x", rank))))
                .outputs(List.of(ValueInfo.of("y", result, anyShape("y", rank))))
                .nodes(List.of(node));
        constants.forEach(graph::initializer);
        ImmutableMap<String, Long> opsets = ImmutableMap.of("", 13L, MICROSOFT, 1L);
        Model model = new Model(graph.build(), opsets, ModelInfo.espquant(), ImmutableList.of(), Opaque.empty());
        try (SessionOptions options = new SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(1);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(OnnxWriter.toBytes(model), options);
            CLEANER.register(owner, () -> close(session));
            return session;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    static Tensor bytes(DataType type, long[] sizes, byte... values) {
        return Tensor.ofBytes(type, sizes, ByteBuffer.wrap(values));
    }

    static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime cannot compute integers: " + e.getMessage(), e);
    }

    private static Shape anyShape(String value, int rank) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            dimensions.add(Dimension.named(value + axis));
        }
        return Shape.of(dimensions);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }
}
