package dev.espquant.evaluator.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxWriter;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@link MatrixProduct} by ONNX Runtime's {@code MatMulInteger} of unsigned by signed bytes, a session for each matrix: the one product that reaches a
 * processor's 8-bit matrix units from Java. Whether it is exact depends on the processor: {@link ExactProducts} asks.
 */
final class OrtProduct implements MatrixProduct {
    private static final Cleaner CLEANER = Cleaner.create();

    private final int depth;
    private final int columns;
    private final OrtSession session;

    /** A product by a matrix in rows of {@code columns}. */
    OrtProduct(int depth, int columns, byte[] weights) {
        this.depth = depth;
        this.columns = columns;
        this.session = session(depth, columns, weights);
        OrtSession opened = session;
        CLEANER.register(this, () -> close(opened));
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void multiply(byte[] left, int rows, int[] sums, Scratch scratch) {
        NativeOperands operands = scratch.state(NativeOperands.class, NativeOperands.class, NativeOperands::new);
        operands.reserve(rows * depth, rows * columns);
        NativeOperands.Call call = operands.call(this, rows);
        operands.left().put(0, left, 0, rows * depth);
        try {
            session.run(call.inputs(), call.outputs()).close();
            operands.sums().get(0, sums, 0, rows * columns);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime cannot multiply integers: " + e.getMessage(), e);
    }

    private static OrtSession session(int depth, int columns, byte[] weights) {
        Graph graph = Graph.builder("product")
                .inputs(List.of(ValueInfo.of(
                        "x", DataType.UINT8, Shape.of(List.of(Dimension.named("rows"), Dimension.of(depth))))))
                .outputs(List.of(ValueInfo.of(
                        "y", DataType.INT32, Shape.of(List.of(Dimension.named("rows"), Dimension.of(columns))))))
                .initializer("w", bytes(DataType.INT8, new long[] {depth, columns}, weights))
                .initializer("offset", bytes(DataType.UINT8, new long[0], (byte) OFFSET))
                .nodes(List.of(Node.of("product", "MatMulInteger", List.of("x", "w", "offset"), List.of("y"))))
                .build();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(OnnxWriter.toBytes(Model.of(graph, 13)), options);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static Tensor bytes(DataType type, long[] sizes, byte... values) {
        return Tensor.ofBytes(type, sizes, ByteBuffer.wrap(values));
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }
}
