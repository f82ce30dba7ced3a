package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorExecutorTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16", "INT8", "UINT8", "INT16", "INT32", "INT64", "BOOL"})
    void carriesEveryElementTypeInAndOut(DataType type) {
        byte[] bytes = new byte[Math.toIntExact(type.byteSize(6))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (type == DataType.BOOL ? i % 2 : 17 * i % 61);
        }
        Tensor tensor = Tensor.ofBytes(type, new long[] {2, 3}, ByteBuffer.wrap(bytes));
        try (TensorExecutor executor = TensorExecutor.open(identity(type, 2, 3))) {
            assertThat(executor.run(Map.of("x", tensor))).containsOnly(Map.entry("y", tensor));
        }
    }

    @Test
    void carriesTextsAndNothing() {
        Tensor texts = Tensor.ofStrings(new long[] {1, 2}, List.of(ByteText.of("a"), ByteText.of("b")));
        try (TensorExecutor executor = TensorExecutor.open(identity(DataType.STRING, 1, 2))) {
            assertThat(executor.run(Map.of("x", texts))).containsEntry("y", texts);
        }
        Tensor nothing = Tensor.ofFloats(new long[] {0, 2});
        try (TensorExecutor executor = TensorExecutor.open(identity(DataType.FLOAT, 0, 2))) {
            assertThat(executor.run(Map.of("x", nothing))).containsEntry("y", nothing);
        }
    }

    @Test
    void refusesWhatOnnxRuntimeRefuses() {
        Model broken = Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .node("NoSuchOperator", "x", "y")
                .output("y")
                .buildUnchecked();
        assertThatThrownBy(() -> TensorExecutor.open(broken)).isInstanceOf(GraphException.class);
    }

    private static Model identity(DataType type, long... sizes) {
        return Graphs.model("m")
                .input("x", type, Shape.of(sizes))
                .node("Identity", "x", "y")
                .output("y", type, sizes)
                .build();
    }
}
