package dev.espquant.evaluator.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;

/**
 * {@link MatrixProduct} by ONNX Runtime's {@code MatMulInteger} of unsigned by signed bytes, a session for each matrix: the one product that reaches a
 * processor's 8-bit matrix units from Java. Whether it is exact depends on the processor: {@link ExactProducts} asks.
 */
final class OrtProduct implements MatrixProduct {
    private final int depth;
    private final int columns;
    private final OrtSession session;

    /** A product by a matrix in rows of {@code columns}. */
    OrtProduct(int depth, int columns, byte[] weights) {
        this.depth = depth;
        this.columns = columns;
        this.session = OrtSessions.open(
                this,
                Node.of("product", "MatMulInteger", List.of("x", "w", "offset"), List.of("y")),
                Map.of(
                        "w", OrtSessions.bytes(DataType.INT8, new long[] {depth, columns}, weights),
                        "offset", OrtSessions.bytes(DataType.UINT8, new long[0], (byte) OFFSET)),
                DataType.INT32,
                2);
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
        NativeOperands.Call call =
                operands.call(this, rows, new long[] {rows, depth}, new long[] {rows, columns}, OnnxJavaType.INT32);
        operands.left().put(0, left, 0, rows * depth);
        try {
            session.run(call.inputs(), call.outputs()).close();
            operands.sums().get(0, sums, 0, rows * columns);
        } catch (OrtException e) {
            throw OrtSessions.failed(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
